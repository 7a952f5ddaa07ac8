// SPDX-License-Identifier: Apache-2.0

internal import PyramidFiles
internal import Pyramids
internal import Raster

/// Every level of a pyramid on one sheet.
///
/// The finest level is on the left, the others down its right side, as the literature draws them. Bands lie around mid-grey; the residual is shown as it is.
struct ContactSheet {
    /// By how much bands are amplified.
    let contrast: Float
    private let levels: [Image]
    private let hasResidual: Bool

    private static let gap = 8
    private static let paper: Float = 32

    /// Prepares a sheet; alpha is left out, since it has no place in a picture of levels.
    ///
    /// - Parameters:
    ///   - pyramid: What to show.
    ///   - contrast: How much bands are amplified; if nil, so that one sample in a hundred reaches
    ///     black or white.
    init(_ pyramid: StoredPyramid, contrast: Float?) {
        let gain = pyramid.convention.pyramidFilter?.levelGain ?? 1
        var scale: Float = 1
        var levels: [Image] = []
        for (index, image) in pyramid.images.enumerated() {
            let factor = 255 / pyramid.range.extent / scale
            let offset = index < pyramid.bandCount ? 0 : pyramid.range.black
            levels.append(image.withoutAlpha.mapPlanes { $0.map { ($0 - offset) * factor } })
            scale *= gain
        }
        self.levels = levels
        self.hasResidual = pyramid.hasResidual
        self.contrast =
            contrast ?? Self.automaticContrast(levels.prefix(pyramid.bandCount))
    }

    /// The amplification that brings the 99th percentile of all bands to half the range, from 1 to 16.
    private static func automaticContrast(_ bands: ArraySlice<Image>) -> Float {
        var counts = [Int](repeating: 0, count: 256)
        var total = 0
        for plane in bands.flatMap(\.planes) {
            plane.withSamples { samples in
                for index in samples.indices where samples[index].isFinite {
                    counts[min(255, Int(min(255, abs(samples[index]))))] += 1
                    total += 1
                }
            }
        }
        var above = 0
        for magnitude in counts.indices.reversed() {
            above += counts[magnitude]
            if above * 100 >= max(total, 1) {
                return max(1, min(16, 127.5 / Float(magnitude + 1)))
            }
        }
        return 1
    }

    /// The sheet as an 8-bit image.
    func draw() -> Image {
        let column = levels.dropFirst()
        let gap = Self.gap
        let size = ImageSize(
            width: levels[0].width + 2 * gap
                + (column.first.map { $0.width + gap } ?? 0),
            height: max(
                levels[0].height + 2 * gap, column.reduce(gap) { $0 + $1.height + gap }))
        let planes = levels[0].planes.indices.map { channel in
            var sheet = Plane(width: size.width, height: size.height, filledWith: Self.paper)
            var y = gap
            for (index, level) in levels.enumerated() {
                let shown = shown(level.planes[channel], isBand: isBand(index))
                sheet.paste(shown, x: index == 0 ? gap : levels[0].width + 2 * gap, y: y)
                if index > 0 { y += level.height + gap }
            }
            return sheet
        }
        return Image(planes: planes, channels: levels[0].channels, range: .byte)
    }

    private func isBand(_ index: Int) -> Bool { !(hasResidual && index == levels.count - 1) }

    private func shown(_ plane: Plane, isBand: Bool) -> Plane {
        let (gain, offset): (Float, Float) = isBand ? (contrast, 127.5) : (1, 0)
        return plane.map { max(0, min(255, $0 * gain + offset)) }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Datasets
internal import Raster

/// Images of a set in rows, evenly spaced through it.
struct ImageGrid {
    private let images: [Image]
    private let cell: ImageSize

    private static let gap = 2
    private static let paper: Float = 24
    /// The longer side of a picture on the sheet is at most this.
    private static let mostSide = 128

    /// Reads and shrinks up to `count` images; those that cannot be read are passed over, since whoever
    /// draws a sheet has read the set before and said so.
    init(of set: any ImageSet, count: Int) throws(ToolFailure) {
        let shown = min(count, set.count)
        var images: [Image] = []
        for place in 0..<shown {
            let image: Image
            do throws(DatasetError) {
                image = try set.image(at: place * set.count / shown)
            } catch {
                continue
            }
            images.append(Self.thumbnail(image))
        }
        guard !images.isEmpty else {
            throw ToolFailure("none of the images for the sheet can be read")
        }
        self.images = images
        cell = ImageSize(
            width: images.map(\.width).max() ?? 1, height: images.map(\.height).max() ?? 1)
    }

    private static func thumbnail(_ image: Image) -> Image {
        let colours = image.withoutAlpha.converted(to: .byte)
        let rgb = Image(
            planes: colours.channels == .rgb
                ? colours.planes : Array(repeating: colours.planes[0], count: 3),
            channels: .rgb, range: .byte)
        let longer = max(rgb.width, rgb.height)
        guard longer > mostSide else { return rgb }
        let size = ImageSize(
            width: max(1, rgb.width * mostSide / longer),
            height: max(1, rgb.height * mostSide / longer))
        return rgb.mapPlanes { Resampling.resized($0, to: size, by: .box) }
    }

    /// The sheet, about as wide as it is high.
    func draw() -> Image {
        let gap = Self.gap
        let area = Double(images.count * cell.height) / Double(cell.width)
        let columns = min(max(Int(area.squareRoot().rounded(.up)), 1), images.count)
        let rows = (images.count + columns - 1) / columns
        let size = ImageSize(
            width: columns * (cell.width + gap) + gap, height: rows * (cell.height + gap) + gap)
        let planes = (0..<3).map { channel in
            var sheet = Plane(width: size.width, height: size.height, filledWith: Self.paper)
            for (index, image) in images.enumerated() {
                sheet.paste(
                    image.planes[channel],
                    x: gap + index % columns * (cell.width + gap) + (cell.width - image.width) / 2,
                    y: gap + index / columns * (cell.height + gap) + (cell.height - image.height)
                        / 2
                )
            }
            return sheet
        }
        return Image(planes: planes, channels: .rgb, range: .byte)
    }
}

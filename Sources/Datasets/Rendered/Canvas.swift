// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// A picture of values in 0…1 while it is drawn, in double precision so that its bytes do not depend
/// on how the compiler orders single-precision sums.
struct Canvas {
    let size: ImageSize
    /// One array a channel, row by row.
    private(set) var channels: [[Double]]

    /// Draws a picture pixel by pixel.
    ///
    /// - Parameters:
    ///   - size: Columns and rows.
    ///   - channelCount: The number of values that `pixel` writes.
    ///   - pixel: Gives the values of column `x` and row `y`.
    init(_ size: ImageSize, channelCount: Int, pixel: (_ x: Int, _ y: Int) -> [4 of Double]) {
        self.size = size
        channels = Array(
            repeating: Array(repeating: 0, count: size.area), count: channelCount)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let values = pixel(x, y)
                for channel in 0..<channelCount {
                    channels[channel][y * size.width + x] = values[channel]
                }
            }
        }
    }

    /// The picture in bytes: ⌊255v + ½⌋ of each value.
    func image(of selected: Range<Int>? = nil) -> Image {
        bytes(of: selected ?? 0..<channels.count) { 255 * $0 + 0.5 }
    }

    /// The channels with each value `v` stored as ⌊`scaled(v)`⌋, cut to 0…255.
    func bytes(of selected: Range<Int>, scaled: (Double) -> Double) -> Image {
        let planes = channels[selected].map { values in
            Plane(
                width: size.width, height: size.height,
                samples: values.map { Float(min(max(scaled($0).rounded(.down), 0), 255)) })
        }
        return Image(planes: planes, channels: planes.count == 1 ? .grey : .rgb, range: .byte)
    }
}

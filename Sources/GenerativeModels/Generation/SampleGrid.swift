// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Images in rows on one sheet.
public enum SampleGrid {
    /// The sheet of a batch.
    ///
    /// - Parameters:
    ///   - batch: The images, in any range.
    ///   - columns: How many stand in a row.
    ///   - magnification: How many pixels wide a sample becomes.
    /// - Returns: The sheet, in bytes; cells that stay empty are dark.
    public static func draw(
        _ batch: ImageBatch, columns: Int, magnification: Int = 1
    ) -> Image {
        precondition(columns > 0 && magnification > 0, "a grid counts from 1")
        let bytes = batch.roundedToBytes
        let rows = (batch.count + columns - 1) / columns
        let cell = ImageSize(
            width: batch.size.width * magnification, height: batch.size.height * magnification)
        let size = ImageSize(
            width: columns * (cell.width + gap) + gap, height: rows * (cell.height + gap) + gap)
        var sheets = Array(
            repeating: Plane(width: size.width, height: size.height, filledWith: paper),
            count: batch.channels.count)
        for index in 0..<batch.count {
            let image = bytes.image(at: index)
            for (channel, plane) in image.planes.enumerated() {
                sheets[channel].paste(
                    plane.repeated(magnification), x: gap + index % columns * (cell.width + gap),
                    y: gap + index / columns * (cell.height + gap))
            }
        }
        return Image(planes: sheets, channels: batch.channels, range: .byte)
    }

    private static let gap = 2
    private static let paper: Float = 24
}

extension Plane {
    /// Each sample as a square of `times` by `times`.
    fileprivate func repeated(_ times: Int) -> Plane {
        guard times > 1 else { return self }
        var result = Plane(width: width * times, height: height * times, filledWith: 0)
        let (width, height) = (width, height)
        result.withMutableSamples { target in
            withSamples { source in
                for row in 0..<height * times {
                    for column in 0..<width * times {
                        target[row * width * times + column] =
                            source[row / times * width + column / times]
                    }
                }
            }
        }
        return result
    }
}

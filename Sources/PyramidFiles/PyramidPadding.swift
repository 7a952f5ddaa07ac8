// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Pyramids
internal import Raster

/// The size that a convention pads an image to, within what memory is for.
enum PyramidPadding {
    /// The padded size.
    ///
    /// kornia doubles exactly, so n levels need sides that 2ⁿ divides: 30 of them would turn a single
    /// pixel into a billion by a billion.
    static func size(
        of size: ImageSize, levels: Int, filter: PyramidFilter, path: String
    ) throws(ImageFileError) -> ImageSize {
        if filter != .kornia { return size }
        let most = ImageFileReader.defaultMaximumPixels
        func excess() -> ImageFileError {
            ImageFileError(
                path: path,
                problem:
                    "\(levels) levels by kornia would pad \(size) to sides of 2^\(levels) or more",
                remedy: "ask for fewer --levels or another --convention")
        }
        guard levels < 30 else { throw excess() }
        let padded = filter.paddedSize(of: size, levels: levels)
        // Up to four times the pixels is what the next power of two takes.
        guard padded.area <= max(most, 4 * size.area) else { throw excess() }
        return padded
    }
}

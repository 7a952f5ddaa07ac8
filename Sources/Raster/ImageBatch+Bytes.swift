// SPDX-License-Identifier: Apache-2.0

extension ImageBatch {
    /// The images as a file of 8 bits a sample would hold them: clipped to the range, then rounded to
    /// whole bytes, halves to even.
    ///
    /// Scores of generated images are taken from these, so that they are the scores of the files.
    public var roundedToBytes: ImageBatch {
        let (black, gain) = (range.black, 255 / range.extent)
        let rounded = stack.map {
            min(max((($0 - black) * gain).rounded(.toNearestOrEven), 0), 255)
        }
        return ImageBatch(
            stack: rounded, size: size, channels: channels, count: count, range: .byte)
    }
}

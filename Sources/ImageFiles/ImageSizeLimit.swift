// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// How many pixels a file may declare before it is refused.
struct ImageSizeLimit {
    let maximumPixels: Int

    /// The size as a value, once it is known to be neither empty nor too large.
    func check(width: Int, height: Int, format: String) throws(CodecError) -> ImageSize {
        guard width > 0, height > 0 else {
            throw CodecError("the \(format) header declares an image of \(width)×\(height)")
        }
        let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
        guard !overflows, pixels <= maximumPixels else {
            throw CodecError(
                "the \(format) header declares \(width)×\(height) pixels, "
                    + "more than the limit of \(maximumPixels)",
                remedy: "raise the limit with --max-pixels if the file is trusted")
        }
        return ImageSize(width: width, height: height)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The width and height of a plane or an image, in pixels.
public struct ImageSize: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Columns, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int

    /// Creates a size; both sides must be at least 1.
    public init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "an image is at least 1×1, not \(width)×\(height)")
        self.width = width
        self.height = height
    }

    /// The number of pixels.
    public var area: Int { width * height }

    /// The shorter side.
    public var shorterSide: Int { min(width, height) }

    /// The size one level down a pyramid: each side halved and rounded up.
    public var halved: ImageSize {
        ImageSize(width: (width + 1) / 2, height: (height + 1) / 2)
    }

    /// Width × height, as in `768×512`.
    public var description: String { "\(width)×\(height)" }
}

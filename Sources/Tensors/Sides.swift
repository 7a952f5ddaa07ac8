// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// A number for rows and one for columns: kernel sizes, strides, paddings, image sizes.
///
/// A plain number stands for both: `stride: 2`.
public struct Sides: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number for rows.
    public let height: Int
    /// The number for columns.
    public let width: Int

    /// Creates a pair.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// Creates a pair of one number.
    public init(_ both: Int) { self.init(height: both, width: both) }

    /// Creates a pair of one number.
    public init(integerLiteral both: Int) { self.init(both) }

    /// Height × width, as in `3×3`.
    public var description: String { "\(height)×\(width)" }

    var pair: ctorch_pair { ctorch_pair(height: height, width: width) }
}

// SPDX-License-Identifier: Apache-2.0

/// What a level of a pyramid must be able to do: images in the tools, tensors in the networks.
public protocol PyramidLevel {
    /// This level plus another of the same size.
    func adding(_ other: Self) -> Self
    /// This level minus another of the same size.
    func subtracting(_ other: Self) -> Self
    /// This level times a factor.
    func scaled(by gain: Float) -> Self
}

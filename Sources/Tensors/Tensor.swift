// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// A block of numbers with a shape: what networks compute with, on the processor or a GPU.
///
/// ```swift
/// let x = try Tensor.ones([16, 3, 32, 32])
/// let y = try x.convolved(with: weight, padding: 1).leakyReLU(0.2)
/// let loss = try (y - target).squared().mean()
/// ```
///
/// Operations return new tensors. They throw ``TensorError`` when shapes, types or devices do not
/// fit, so one `try` stands before a whole expression. The few that write in place say so and are
/// meant for optimizers, away from gradients.
///
/// Image tensors are (N, C, H, W): images, channels, rows, columns. Axes count from 0; negative ones
/// from the end.
///
/// A tensor is one reference on memory that LibTorch holds; the memory is given back when the last
/// reference goes. It is not `Sendable`: to cross a task, copy the values out with ``values(as:)``.
@safe public final class Tensor {
    // Safe to hold: the handle lives exactly as long as this object, and each use says `unsafe`.
    let handle: ctorch_tensor

    /// Takes over a handle.
    init(_ handle: ctorch_tensor) { unsafe self.handle = handle }

    deinit { unsafe ctorch_release(handle) }

    /// The length along each axis; empty for a single number.
    public var shape: [Int] {
        let rank = rank
        return unsafe [Int](unsafeUninitializedCapacity: rank) { buffer, count in
            if let start = buffer.baseAddress { unsafe ctorch_shape(handle, start) }
            count = rank
        }
    }

    /// The number of axes.
    public var rank: Int { unsafe ctorch_rank(handle) }

    /// The number of elements.
    public var count: Int { unsafe ctorch_count(handle) }

    /// The type of the elements.
    public var type: ElementType { ElementType(unsafe ctorch_element_type(handle)) }

    /// Where the memory is.
    public var device: Device { Device(number: unsafe ctorch_device_of(handle)) }

    /// Whether the channels of each pixel lie side by side in memory.
    public var isChannelsLast: Bool { unsafe ctorch_is_channels_last(handle) }
}

extension Tensor: CustomStringConvertible {
    /// Type, shape and place, as in `float32 [16, 3, 32, 32] on cpu`.
    public var description: String { "\(type) \(shape) on \(device)" }
}

// SPDX-License-Identifier: Apache-2.0

public import Raster

extension Tensor {
    /// Creates a tensor (N, C, H, W) of the images' samples, as they are.
    ///
    /// Networks expect a range: convert the images first, or scale and shift the tensor.
    public convenience init(_ images: ImageBatch, on device: Device = .cpu) throws(TensorError) {
        let shape = [
            images.count, images.channels.count, images.size.height, images.size.width,
        ]
        try self.init(images.stack, shape: shape, on: device)
    }

    private convenience init(_ stack: Plane, shape: [Int], on device: Device) throws(TensorError) {
        try self.init(stack.samples, shape: shape, on: device)
    }

    /// The images of a tensor (N, C, H, W) with 1 to 4 channels.
    ///
    /// - Parameter range: What the numbers mean; they are not changed.
    /// - Returns: Copies of the images.
    /// - Throws: ``TensorError`` when the shape is not one of images.
    public func imageBatch(range: ValueRange) throws(TensorError) -> ImageBatch {
        let shape = shape
        guard shape.count == 4, !shape.contains(0),
            let channels = ChannelLayout(channelCount: shape[1])
        else {
            throw TensorError(
                operation: "images", shapes: [shape],
                problem: "images are (N, C, H, W) with 1 to 4 channels and nothing empty")
        }
        var stack = Plane(
            uninitialized: ImageSize(width: shape[3], height: shape[0] * shape[1] * shape[2]))
        let source = try converted(to: .float32)
        var failure: TensorError?
        unsafe stack.withUnsafeMutableSamples { samples in
            let bytes = unsafe UnsafeMutableRawBufferPointer(
                start: samples, count: count * MemoryLayout<Float>.stride)
            do throws(TensorError) { try unsafe source.copy(to: bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        return ImageBatch(
            stack: stack, size: ImageSize(width: shape[3], height: shape[2]), channels: channels,
            count: shape[0], range: range)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// The elements in row-major order, converted where the tensor is of another type.
    ///
    /// - Complexity: O(count); waits for the device.
    public func values<Element: TensorElement>(as element: Element.Type = Element.self)
        throws(TensorError) -> [Element]
    {
        let source = try converted(to: Element.elementType, on: .cpu)
        let count = count
        var status: Status = 0
        let values = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, filled in
            status = unsafe ctorch_copy_bytes(
                source.handle, buffer.baseAddress, count * MemoryLayout<Element>.stride)
            // On failure the array is dropped unread; it holds no elements then.
            filled = status == 0 ? count : 0
        }
        guard status == 0 else { throw lastError("reading the values", [self]) }
        return values
    }

    /// The number of a tensor of one element: how a loss leaves the network.
    ///
    /// Keep this for logs, not the tensor, which holds on to all that it was computed from.
    ///
    /// - Throws: ``TensorError`` when there is not exactly one element.
    public func item() throws(TensorError) -> Double {
        guard count == 1 else {
            throw TensorError(
                operation: "item", shapes: [shape],
                problem: "\(count) elements; only a tensor of one is a number")
        }
        return try values(as: Double.self)[0]
    }

    /// Copies all elements in row-major order to memory of exactly their size.
    func copy(to bytes: UnsafeMutableRawBufferPointer) throws(TensorError) {
        try perform("reading the values", on: self) {
            unsafe ctorch_copy_bytes(handle, bytes.baseAddress, bytes.count)
        }
    }

    /// The tensor in another type or place; itself where nothing changes.
    public func converted(to type: ElementType? = nil, on device: Device? = nil)
        throws(TensorError) -> Tensor
    {
        let (type, device) = (type ?? self.type, device ?? self.device)
        return try made("conversion", self) {
            unsafe ctorch_convert($0, type.code, device.number, $1)
        }
    }

    /// The tensor with the channels of each pixel side by side in memory, which convolutions on the
    /// processor and on recent GPUs are faster with.
    ///
    /// The shape stays (N, C, H, W).
    public func channelsLast() throws(TensorError) -> Tensor {
        try made("channels last", self) { unsafe ctorch_arrange($0, true, $1) }
    }

    /// The tensor in row-major order in memory; itself where it is so already.
    public func rowMajor() throws(TensorError) -> Tensor {
        try made("row-major order", self) { unsafe ctorch_arrange($0, false, $1) }
    }

    /// A copy with memory of its own.
    ///
    /// Gradients pass through.
    public func copied() throws(TensorError) -> Tensor {
        try made("a copy", self) { unsafe ctorch_clone($0, $1) }
    }
}

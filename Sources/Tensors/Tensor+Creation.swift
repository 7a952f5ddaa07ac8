// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

extension Tensor {
    /// Creates a tensor from numbers in row-major order, as many as the shape holds.
    public convenience init<Element: TensorElement>(
        _ values: [Element], shape: [Int], on device: Device = .cpu
    ) throws(TensorError) {
        guard !shape.contains(where: { $0 < 0 }), shape.reduce(1, *) == values.count else {
            throw TensorError(
                operation: "a tensor", shapes: [shape],
                problem: "\(values.count) numbers do not fill this shape")
        }
        let handle = unsafe try Self.copy(
            { unsafe values.withUnsafeBytes($0) }, shape: shape, type: Element.elementType,
            on: device)
        unsafe self.init(handle)
    }

    /// Creates a tensor of one axis.
    public convenience init<Element: TensorElement>(_ values: [Element], on device: Device = .cpu)
        throws(TensorError)
    {
        try self.init(values, shape: [values.count], on: device)
    }

    /// Creates a tensor that is a single number.
    public convenience init<Element: TensorElement>(_ value: Element, on device: Device = .cpu)
        throws(TensorError)
    {
        try self.init([value], shape: [], on: device)
    }

    /// Creates a tensor from memory that holds exactly its elements in row-major order.
    convenience init(
        copying bytes: UnsafeRawBufferPointer, shape: [Int], type: ElementType, on device: Device
    ) throws(TensorError) {
        unsafe self.init(
            try Self.copy({ unsafe $0(bytes) }, shape: shape, type: type, on: device))
    }

    private static func copy(
        _ withBytes: ((UnsafeRawBufferPointer) -> Status) -> Status, shape: [Int],
        type: ElementType, on device: Device
    ) throws(TensorError) -> ctorch_tensor {
        var output: ctorch_tensor?
        let status = unsafe withBytes { bytes in
            precondition(bytes.count == shape.reduce(type.size, *), "memory of another size")
            return unsafe ctorch_from_bytes(
                bytes.baseAddress, shape, shape.count, type.code, device.number, &output)
        }
        guard status == 0, let made = unsafe output else {
            let error = lastError("a tensor", [])
            throw TensorError(
                operation: error.operation, shapes: [shape], problem: error.problem)
        }
        return unsafe made
    }

    /// A tensor in which every element has one value.
    public static func full(
        _ shape: [Int], of value: Double, type: ElementType = .float32, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try made("a full tensor") {
            unsafe ctorch_full(shape, shape.count, value, type.code, device.number, $0)
        }
    }

    /// A tensor of zeros.
    public static func zeros(
        _ shape: [Int], type: ElementType = .float32, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try full(shape, of: 0, type: type, on: device)
    }

    /// A tensor of ones.
    public static func ones(
        _ shape: [Int], type: ElementType = .float32, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try full(shape, of: 1, type: type, on: device)
    }

    /// Zeros in the shape, type and place of another tensor.
    public static func zeros(like other: Tensor) throws(TensorError) -> Tensor {
        try zeros(other.shape, type: other.type, on: other.device)
    }

    /// Ones in the shape, type and place of another tensor.
    public static func ones(like other: Tensor) throws(TensorError) -> Tensor {
        try ones(other.shape, type: other.type, on: other.device)
    }

    /// The numbers `start`, `start + step` … in one axis.
    public static func range(
        from start: Double = 0, by step: Double = 1, count: Int, type: ElementType = .float32,
        on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try made("a range") {
            unsafe ctorch_range(start, step, count, type.code, device.number, $0)
        }
    }

    /// The identity matrix.
    public static func identity(
        _ side: Int, type: ElementType = .float32, on device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        try made("an identity matrix") {
            unsafe ctorch_identity(side, type.code, device.number, $0)
        }
    }
}

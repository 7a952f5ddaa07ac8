// SPDX-License-Identifier: Apache-2.0

/// One channel of whole numbers: the samples of an 8- or 16-bit image, or the bands of its exact
/// pyramid (`Int16` for 8 bits, `Int32` for 16).
///
/// Like ``Plane`` it is a value whose copies share their memory until one is written to.
public struct IntegerPlane<Sample: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
    /// Columns and rows.
    public let size: ImageSize
    private var storage: AlignedMemory<Sample>

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Creates a plane from samples in row-major order; there must be exactly `size.area`.
    public init(size: ImageSize, samples: [Sample]) {
        precondition(
            samples.count == size.area,
            "a plane of \(size) needs \(size.area) samples, not \(samples.count)")
        self.init(uninitialized: size)
        unsafe samples.withUnsafeBufferPointer { source in
            if let start = source.baseAddress {
                unsafe storage.base.initialize(from: start, count: source.count)
            }
        }
    }

    /// A plane whose samples are undefined until the caller has written every one of them.
    package init(uninitialized size: ImageSize) {
        self.size = size
        self.storage = AlignedMemory(uninitializedCount: size.area)
    }

    /// The sample in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> Sample {
        precondition(
            x >= 0 && x < width && y >= 0 && y < height,
            "(\(x), \(y)) lies outside a plane of \(size)")
        return unsafe storage.base[y * width + x]
    }

    /// The samples in row-major order.
    ///
    /// - Complexity: O(width × height); the samples are copied.
    public var samples: [Sample] {
        unsafe Array(UnsafeBufferPointer(start: storage.base, count: storage.count))
    }

    /// The memory itself, in row-major order.
    package func withUnsafeSamples<Result>(
        _ body: (UnsafePointer<Sample>) throws -> Result
    ) rethrows -> Result {
        try unsafe body(UnsafePointer(storage.base))
    }

    /// The memory itself, for writing; a shared copy is duplicated first.
    package mutating func withUnsafeMutableSamples<Result>(
        _ body: (UnsafeMutablePointer<Sample>) throws -> Result
    ) rethrows -> Result {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
        return try unsafe body(storage.base)
    }
}

extension IntegerPlane: Equatable {
    /// Whether both planes have the same size and the same samples.
    public static func == (left: IntegerPlane, right: IntegerPlane) -> Bool {
        left.size == right.size && left.samples == right.samples
    }
}

extension IntegerPlane {
    /// The samples of a float plane, rounded to nearest and clamped to what `Sample` holds; NaN
    /// becomes 0.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    @specialized(where Sample == Int16)
    @specialized(where Sample == Int32)
    public init(rounding plane: Plane) {
        let low = Float(Sample.min)
        let high = Float(Sample.max)
        self.init(
            size: plane.size,
            samples: plane.samples.map { value in
                let rounded = value.rounded()
                if rounded >= high { return Sample.max }
                if rounded <= low { return Sample.min }
                return rounded.isNaN ? 0 : Sample(rounded)
            })
    }
}

extension Plane {
    /// The whole numbers as floats; exact up to 24 bits.
    @specialized(where Sample == UInt8)
    @specialized(where Sample == UInt16)
    @specialized(where Sample == Int16)
    @specialized(where Sample == Int32)
    public init<Sample>(_ plane: IntegerPlane<Sample>) {
        self.init(
            width: plane.width, height: plane.height, samples: plane.samples.map { Float($0) })
    }
}

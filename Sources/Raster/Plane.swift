// SPDX-License-Identifier: Apache-2.0

/// One channel of an image: `width` × `height` floats, row by row from the top, without gaps.
///
/// A plane is a value: copies share their memory until one is written to. The memory starts on a
/// 64-byte boundary.
///
/// ```swift
/// var plane = Plane(width: 4, height: 2)
/// plane[3, 1] = 0.5          // column 3, row 1
/// ```
///
/// Reading single samples by subscript is meant for tests and borders. Loops over all samples belong
/// in ``withSamples(_:)`` and ``withMutableSamples(_:)``.
public struct Plane: Sendable {
    /// Columns and rows.
    public let size: ImageSize
    package private(set) var storage: AlignedSamples

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Creates a plane in which every sample has one value.
    ///
    /// - Complexity: O(width × height)
    public init(width: Int, height: Int, filledWith value: Float = 0) {
        self.init(uninitialized: ImageSize(width: width, height: height))
        unsafe storage.base.initialize(repeating: value, count: storage.count)
    }

    /// Creates a plane from samples in row-major order; there must be exactly `width * height`.
    public init(width: Int, height: Int, samples: [Float]) {
        precondition(
            samples.count == width * height,
            "a plane of \(width)×\(height) needs \(width * height) samples, not \(samples.count)")
        self.init(uninitialized: ImageSize(width: width, height: height))
        unsafe samples.withUnsafeBufferPointer { source in
            if let start = source.baseAddress {
                unsafe storage.base.initialize(from: start, count: source.count)
            }
        }
    }

    /// A plane whose samples are undefined until the caller has written every one of them.
    package init(uninitialized size: ImageSize) {
        self.size = size
        self.storage = AlignedSamples(uninitializedCount: size.area)
    }

    /// The sample in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> Float {
        get {
            checkBounds(x, y)
            return unsafe storage.base[y * width + x]
        }
        set {
            checkBounds(x, y)
            makeUnique()
            unsafe storage.base[y * width + x] = newValue
        }
    }

    private func checkBounds(_ x: Int, _ y: Int) {
        precondition(
            x >= 0 && x < width && y >= 0 && y < height,
            "(\(x), \(y)) lies outside a plane of \(size)")
    }

    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    }

    /// The samples in row-major order.
    ///
    /// - Complexity: O(width × height); the samples are copied.
    public var samples: [Float] {
        unsafe Array(UnsafeBufferPointer(start: storage.base, count: storage.count))
    }

    /// Reads all samples in row-major order.
    public func withSamples<Result>(_ body: (Span<Float>) throws -> Result) rethrows -> Result {
        let buffer = unsafe UnsafeBufferPointer(start: storage.base, count: storage.count)
        return try unsafe body(buffer.span)
    }

    /// Writes samples in place, in row-major order; memory shared with a copy is duplicated first.
    public mutating func withMutableSamples<Result>(
        _ body: (inout MutableSpan<Float>) throws -> Result
    ) rethrows -> Result {
        makeUnique()
        let buffer = unsafe UnsafeMutableBufferPointer(start: storage.base, count: storage.count)
        var span = unsafe buffer.mutableSpan
        return try body(&span)
    }

    /// The memory itself, for loops that need SIMD loads or C.
    package func withUnsafeSamples<Result>(
        _ body: (UnsafePointer<Float>) throws -> Result
    ) rethrows -> Result {
        try unsafe body(UnsafePointer(storage.base))
    }

    /// The memory itself, for loops that need SIMD stores or C; a shared copy is duplicated first.
    package mutating func withUnsafeMutableSamples<Result>(
        _ body: (UnsafeMutablePointer<Float>) throws -> Result
    ) rethrows -> Result {
        makeUnique()
        return try unsafe body(storage.base)
    }
}

extension Plane: Equatable {
    /// Whether both planes have the same size and the same values (so a plane with a NaN differs
    /// from itself).
    public static func == (left: Plane, right: Plane) -> Bool {
        guard left.size == right.size else { return false }
        for index in 0..<left.storage.count
        where unsafe left.storage.base[index] != right.storage.base[index] {
            return false
        }
        return true
    }
}

extension Plane: CustomStringConvertible {
    /// The size and the range of the values, as in `Plane 64×48 [0.0, 1.0]`.
    public var description: String {
        let (low, high) = extremes
        return "Plane \(size) [\(low), \(high)]"
    }

    /// The least and the greatest value; NaNs are passed over.
    public var extremes: (least: Float, greatest: Float) {
        withSamples { samples in
            var least = Float.infinity
            var greatest = -Float.infinity
            for index in samples.indices {
                least = Float.minimum(least, samples[index])
                greatest = Float.maximum(greatest, samples[index])
            }
            return (least, greatest)
        }
    }
}

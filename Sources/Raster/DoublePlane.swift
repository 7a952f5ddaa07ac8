// SPDX-License-Identifier: Apache-2.0

/// One channel in double precision: the reference arithmetic that ``Plane`` is held against, and the
/// storage for input that came in double precision.
///
/// It is plain and slow on purpose: an array, row by row from the top.
public struct DoublePlane: Sendable, Equatable {
    /// Columns and rows.
    public let size: ImageSize
    /// The samples in row-major order.
    public var samples: [Double]

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Creates a plane in which every sample has one value.
    public init(size: ImageSize, filledWith value: Double = 0) {
        self.size = size
        self.samples = Array(repeating: value, count: size.area)
    }

    /// Creates a plane from samples in row-major order; there must be exactly `size.area`.
    public init(size: ImageSize, samples: [Double]) {
        precondition(
            samples.count == size.area,
            "a plane of \(size) needs \(size.area) samples, not \(samples.count)")
        self.size = size
        self.samples = samples
    }

    /// The same values in double precision.
    public init(_ plane: Plane) {
        self.init(size: plane.size, samples: plane.samples.map(Double.init))
    }

    /// The sample in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> Double {
        get { samples[y * width + x] }
        set { samples[y * width + x] = newValue }
    }
}

extension Plane {
    /// The values rounded to single precision.
    public init(_ plane: DoublePlane) {
        self.init(width: plane.width, height: plane.height, samples: plane.samples.map(Float.init))
    }
}

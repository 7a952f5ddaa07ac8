// SPDX-License-Identifier: Apache-2.0

/// One channel of whole numbers: the samples of an 8- or 16-bit image, or the bands of its exact
/// pyramid (`Int16` for 8 bits, `Int32` for 16).
public struct IntegerPlane<Sample: FixedWidthInteger & Sendable>: Sendable, Equatable {
    /// Columns and rows.
    public let size: ImageSize
    /// The samples in row-major order.
    public var samples: [Sample]

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Creates a plane in which every sample has one value.
    public init(size: ImageSize, filledWith value: Sample = 0) {
        self.size = size
        self.samples = Array(repeating: value, count: size.area)
    }

    /// Creates a plane from samples in row-major order; there must be exactly `size.area`.
    public init(size: ImageSize, samples: [Sample]) {
        precondition(
            samples.count == size.area,
            "a plane of \(size) needs \(size.area) samples, not \(samples.count)")
        self.size = size
        self.samples = samples
    }

    /// The sample in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> Sample {
        get { samples[y * width + x] }
        set { samples[y * width + x] = newValue }
    }
}

extension IntegerPlane {
    /// The samples of a float plane, rounded to nearest and clamped to what `Sample` holds; NaN
    /// becomes 0.
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
    public init<Sample>(_ plane: IntegerPlane<Sample>) {
        self.init(
            width: plane.width, height: plane.height, samples: plane.samples.map { Float($0) })
    }
}

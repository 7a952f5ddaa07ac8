// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// Each sample put through `transform`.
    @inlinable
    public func map(_ transform: (Float) -> Float) -> Plane {
        var result = self
        result.withMutableSamples { samples in
            for index in samples.indices { samples[index] = transform(samples[index]) }
        }
        return result
    }

    /// Each sample combined with the sample at the same place in `other`, which has the same size.
    @inlinable
    public func combined(with other: Plane, _ combine: (Float, Float) -> Float) -> Plane {
        precondition(size == other.size, "planes of \(size) and \(other.size) cannot be combined")
        var result = self
        result.withMutableSamples { samples in
            other.withSamples { others in
                for index in samples.indices {
                    samples[index] = combine(samples[index], others[index])
                }
            }
        }
        return result
    }

    /// The sum, sample by sample.
    public static func + (left: Plane, right: Plane) -> Plane { left.combined(with: right, +) }

    /// The difference, sample by sample.
    public static func - (left: Plane, right: Plane) -> Plane { left.combined(with: right, -) }

    /// The product, sample by sample.
    public static func * (left: Plane, right: Plane) -> Plane { left.combined(with: right, *) }

    /// Each sample times `gain`.
    public static func * (left: Plane, gain: Float) -> Plane { left.map { $0 * gain } }

    /// The mean of the samples, accumulated in double precision.
    public var mean: Double {
        withSamples { samples in
            var sum = 0.0
            for index in samples.indices { sum += Double(samples[index]) }
            return sum / Double(samples.count)
        }
    }

    /// The part of the plane that starts at (`x`, `y`) and has the given size.
    public func cropped(x: Int, y: Int, to size: ImageSize) -> Plane {
        precondition(
            x >= 0 && y >= 0 && x + size.width <= width && y + size.height <= height,
            "a part of \(size) at (\(x), \(y)) does not fit in a plane of \(self.size)")
        var result = Plane(uninitialized: size)
        unsafe result.withUnsafeMutableSamples { target in
            unsafe withUnsafeSamples { source in
                for row in 0..<size.height {
                    unsafe (target + row * size.width).update(
                        from: source + (y + row) * width + x, count: size.width)
                }
            }
        }
        return result
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Between interleaved integer samples, as codecs have them, and float planes.
///
/// The strides are literals in the four calls below, so that each loop compiles to shuffles of whole
/// vectors.
enum Interleaving {
    /// Planes from interleaved bytes, each sample times `scale` (255 / 15 for four bits).
    static func planes(bytes: [UInt8], size: ImageSize, channels: Int, scale: Float = 1) -> [Plane]
    {
        precondition(bytes.count == size.area * channels)
        return unsafe bytes.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return [] }
            return unsafe planes(from: start, size: size, channels: channels) { Float($0) }
                .map { plane in scale == 1 ? plane : plane * scale }
        }
    }

    /// Planes from interleaved 16-bit samples, big-endian.
    static func planes(bigEndianWords bytes: [UInt8], size: ImageSize, channels: Int) -> [Plane] {
        precondition(bytes.count == size.area * channels * 2)
        return unsafe bytes.withUnsafeBytes { source in
            // An array's elements start 16-byte aligned, so its bytes may be seen as words.
            guard let start = unsafe source.assumingMemoryBound(to: UInt16.self).baseAddress else {
                return []
            }
            return unsafe planes(from: start, size: size, channels: channels) {
                Float(UInt16(bigEndian: $0))
            }
        }
    }

    /// Planes from interleaved whole numbers.
    @inline(__always)
    static func planes<Sample: BinaryInteger>(
        _ samples: [Sample], size: ImageSize, channels: Int
    ) -> [Plane] {
        precondition(samples.count == size.area * channels)
        return unsafe samples.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return [] }
            return unsafe planes(from: start, size: size, channels: channels) { Float($0) }
        }
    }

    /// Planes from interleaved floats, rounded to single precision.
    @inline(__always)
    static func planes<Sample: BinaryFloatingPoint>(
        _ samples: [Sample], size: ImageSize, channels: Int
    ) -> [Plane] {
        precondition(samples.count == size.area * channels)
        return unsafe samples.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return [] }
            return unsafe planes(from: start, size: size, channels: channels) { Float($0) }
        }
    }

    @inline(__always)
    private static func planes<Sample>(
        from source: UnsafePointer<Sample>, size: ImageSize, channels: Int,
        _ convert: (Sample) -> Float
    ) -> [Plane] {
        (0..<channels).map { channel in
            var plane = Plane(uninitialized: size)
            let first = unsafe source + channel
            unsafe plane.withUnsafeMutableSamples { target in
                switch channels {
                case 1: unsafe gather(first, stride: 1, into: target, size.area, convert)
                case 2: unsafe gather(first, stride: 2, into: target, size.area, convert)
                case 3: unsafe gather(first, stride: 3, into: target, size.area, convert)
                default: unsafe gather(first, stride: 4, into: target, size.area, convert)
                }
            }
            return plane
        }
    }

    @inline(__always)
    private static func gather<Sample>(
        _ source: UnsafePointer<Sample>, stride: Int, into target: UnsafeMutablePointer<Float>,
        _ count: Int, _ convert: (Sample) -> Float
    ) {
        for index in 0..<count { unsafe target[index] = convert(source[index &* stride]) }
    }

    /// The samples of an image pixel by pixel, each put through `convert`.
    @inline(__always)
    static func interleaved<Sample>(_ image: Image, _ convert: (Float) -> Sample) -> [Sample] {
        let channels = image.planes.count
        let area = image.size.area
        return unsafe [Sample](unsafeUninitializedCapacity: area * channels) {
            target, initialised in
            guard let start = target.baseAddress else { return }
            for (channel, plane) in image.planes.enumerated() {
                unsafe plane.withUnsafeSamples { source in
                    for index in 0..<area {
                        unsafe (start + (index &* channels &+ channel)).initialize(
                            to: convert(source[index]))
                    }
                }
            }
            initialised = area * channels
        }
    }

    /// The samples of an image pixel by pixel, rounded to nearest (ties away from zero) and clamped.
    ///
    /// NaN becomes 0. What had to be clamped is counted in `report`.
    @inline(__always)
    static func rounded<Sample: FixedWidthInteger>(
        _ image: Image, report: inout WriteReport
    ) -> [Sample] {
        let low = Float(Sample.min)
        let high = Float(Sample.max)
        var clamped = 0
        var notNumbers = 0
        let samples: [Sample] = interleaved(image) { value in
            let nearest = value.rounded()
            if nearest > low && nearest < high { return Sample(nearest) }
            if nearest.isNaN {
                notNumbers += 1
                return 0
            }
            // Float(Int32.max) is 2³¹, which Int32 does not hold.
            if nearest < low || nearest > high { clamped += 1 }
            return nearest <= low ? Sample.min : Sample.max
        }
        report.clampedSamples += clamped
        report.notNumbers += notNumbers
        return samples
    }
}

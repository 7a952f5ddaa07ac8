// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Between interleaved samples, as files have them, and float planes.
///
/// The strides are literals in the calls below and the conversions are types, not closures, so that
/// each loop compiles to conversions and shuffles of whole vectors.
enum Interleaving {
    /// Planes from interleaved samples, converted to single precision.
    static func planes<Sample: StoredSample>(
        _ samples: [Sample], size: ImageSize, channels: Int
    ) -> [Plane] {
        precondition(samples.count == size.area * channels)
        return unsafe samples.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return [] }
            return unsafe planes(from: start, size: size, channels: channels)
        }
    }

    /// Planes from interleaved 16-bit samples, big-endian.
    static func planes(bigEndianWords bytes: [UInt8], size: ImageSize, channels: Int) -> [Plane] {
        precondition(bytes.count == size.area * channels * 2)
        return unsafe bytes.withUnsafeBytes { source in
            // An array's elements start 16-byte aligned, so its bytes may be seen as words.
            guard let start = unsafe source.assumingMemoryBound(to: BigEndianWord.self).baseAddress
            else { return [] }
            return unsafe planes(from: start, size: size, channels: channels)
        }
    }

    /// Planes straight from the bytes of an `.npy` file, without an array between; nil when the samples
    /// are not in the machine's order or precision, or do not lie on their boundary.
    static func planes(
        of header: NumPyHeader, in bytes: [UInt8], size: ImageSize, channels: Int
    ) -> [Plane]? {
        #if _endian(big)
            return nil
        #else
            guard header.isLittleEndian && !header.isFortranOrder else { return nil }
            return unsafe bytes.withUnsafeBytes { buffer -> [Plane]? in
                guard let start = unsafe buffer.baseAddress.map({ unsafe $0 + header.dataOffset }),
                    Int(bitPattern: start) % header.format.byteCount == 0
                else { return nil }
                func planes<Sample: StoredSample>(of _: Sample.Type) -> [Plane] {
                    unsafe Self.planes(
                        from: start.assumingMemoryBound(to: Sample.self), size: size,
                        channels: channels)
                }
                return switch header.format {
                case .uint8: planes(of: UInt8.self)
                case .uint16: planes(of: UInt16.self)
                case .int16: planes(of: Int16.self)
                case .float32: planes(of: Float.self)
                case .int32, .float64: nil
                }
            }
        #endif
    }

    private static func planes<Sample: StoredSample>(
        from source: UnsafePointer<Sample>, size: ImageSize, channels: Int
    ) -> [Plane] {
        (0..<channels).map { channel in
            var plane = Plane(uninitialized: size)
            let first = unsafe source + channel
            unsafe plane.withUnsafeMutableSamples { target in
                switch channels {
                case 1: unsafe gather(first, stride: 1, into: target, size.area)
                case 2: unsafe gather(first, stride: 2, into: target, size.area)
                case 3: unsafe gather(first, stride: 3, into: target, size.area)
                default: unsafe gather(first, stride: 4, into: target, size.area)
                }
            }
            return plane
        }
    }

    @inline(__always)
    private static func gather<Sample: StoredSample>(
        _ source: UnsafePointer<Sample>, stride: Int, into target: UnsafeMutablePointer<Float>,
        _ count: Int
    ) {
        for index in 0..<count { unsafe target[index] = source[index &* stride].single }
    }

    /// The samples of an image pixel by pixel, in the type of a file: rounded and clamped where that is
    /// of whole numbers.
    static func interleaved<Sample: StoredSample>(_ image: Image) -> [Sample] {
        interleaved(image, pixels: 0..<image.size.area)
    }

    /// The same for some of the pixels, which are counted row by row.
    static func interleaved<Sample: StoredSample>(
        _ image: Image, pixels: Range<Int>
    ) -> [Sample] {
        let channels = image.planes.count
        precondition(pixels.lowerBound >= 0 && pixels.upperBound <= image.size.area)
        return unsafe [Sample](unsafeUninitializedCapacity: pixels.count * channels) {
            target, initialised in
            guard let start = target.baseAddress else { return }
            for (channel, plane) in image.planes.enumerated() {
                let first = unsafe start + channel
                unsafe plane.withUnsafeSamples { samples in
                    let source = unsafe samples + pixels.lowerBound
                    switch channels {
                    case 1: unsafe scatter(source, into: first, stride: 1, pixels.count)
                    case 2: unsafe scatter(source, into: first, stride: 2, pixels.count)
                    case 3: unsafe scatter(source, into: first, stride: 3, pixels.count)
                    default: unsafe scatter(source, into: first, stride: 4, pixels.count)
                    }
                }
            }
            initialised = pixels.count * channels
        }
    }

    @inline(__always)
    private static func scatter<Sample: StoredSample>(
        _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Sample>, stride: Int,
        _ count: Int
    ) {
        for index in 0..<count { unsafe target[index &* stride] = Sample(single: source[index]) }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Samples as an archive keeps them: bytes where all are whole numbers from 0 to 255, else floats.
enum StoredSamples {
    private typealias Eight = SIMD8<Float>

    /// The samples as bytes; nil if one is not a whole number from 0 to 255.
    static func bytes(_ plane: Plane) -> [UInt8]? {
        let count = plane.size.area
        var areBytes = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            filled = count
            guard let base = UnsafeMutableRawPointer(target.baseAddress) else { return }
            unsafe plane.withUnsafeSamples { samples in
                let raw = unsafe UnsafeRawPointer(samples)
                let whole = count / 8
                var others = SIMD8<UInt32>.zero
                for index in 0..<whole {
                    let values = unsafe raw.loadUnaligned(
                        fromByteOffset: index &* 32, as: Eight.self)
                    // 2²³ moves whole numbers to the low bits, rounds others and changes them.
                    let shifted = values + 0x1p23
                    let bits = unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
                    let change = unsafe unsafeBitCast(
                        (shifted - 0x1p23) - values, to: SIMD8<UInt32>.self)
                    others |= (bits ^ 0x4B00_0000) & ~0xFF | (change &<< 1)
                    unsafe base.storeBytes(
                        of: SIMD8<UInt8>(truncatingIfNeeded: bits), toByteOffset: index &* 8,
                        as: SIMD8<UInt8>.self)
                }
                areBytes = others == .zero
                for index in (whole * 8)..<count {
                    let value = unsafe samples[index]
                    let isByte =
                        value >= 0 && value <= 255 && value == value.rounded(.towardZero)
                    areBytes = areBytes && isByte
                    unsafe target[index] = isByte ? UInt8(value) : 0
                }
            }
        }
        return areBytes ? bytes : nil
    }

    /// The bytes of the samples.
    static func floats(_ plane: Plane) -> [UInt8] {
        unsafe plane.withUnsafeSamples { samples in
            unsafe Array(
                UnsafeRawBufferPointer(
                    start: samples, count: plane.size.area * MemoryLayout<Float>.stride))
        }
    }

    /// The place of the first sample that is infinite or no number.
    static func firstNotFinite(_ plane: Plane) -> Int? {
        plane.withSamples { samples -> Int? in
            for index in samples.indices where !samples[index].isFinite { return index }
            return nil
        }
    }

    /// Fills a plane with stored samples.
    static func read(
        _ stored: ArraySlice<UInt8>, areBytes: Bool, into plane: inout Plane, threads: ThreadCount
    ) {
        let count = plane.size.area
        unsafe plane.withUnsafeMutableSamples { target in
            unsafe stored.withUnsafeBytes { source in
                let shared = unsafe Shared(source: source, target: target)
                let piece = 1 << 18
                threads.forEach(below: (count + piece - 1) / piece) { index in
                    let range = (index * piece)..<min(count, (index + 1) * piece)
                    if areBytes {
                        for place in range {
                            unsafe shared.target[place] = Float(shared.source[place])
                        }
                    } else {
                        let stride = MemoryLayout<Float>.stride
                        unsafe UnsafeMutableRawPointer(shared.target + range.lowerBound)
                            .copyMemory(
                                from: shared.source.baseAddress.unsafelyUnwrapped
                                    + range.lowerBound * stride, byteCount: range.count * stride)
                    }
                }
            }
        }
    }

    /// Pointers that cross to other threads: each part is written by one of them.
    @unsafe private struct Shared: @unchecked Sendable {
        let source: UnsafeRawBufferPointer
        let target: UnsafeMutablePointer<Float>
    }
}

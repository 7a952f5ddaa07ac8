// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The memory behind a ``Plane``: floats that start on a 64-byte boundary, as SIMD loads and FFTW
/// plans want them.
///
/// Large blocks start on a 2 MiB boundary and ask the kernel for huge pages: touching 64 MiB of
/// fresh 4 KiB pages costs more time than filtering them.
@safe package final class AlignedSamples: @unchecked Sendable {
    // Unchecked: the class is only shared through copy-on-write values, which write to it when they
    // hold the single reference.
    // Safe to hold: the pointer lives exactly as long as this object, and each use says `unsafe`.
    package let base: UnsafeMutablePointer<Float>
    package let count: Int

    private static let hugePage = 2 << 20

    /// Allocates `count` floats whose values are undefined.
    package init(uninitializedCount count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Float>.stride
        let isLarge = bytes >= 2 * Self.hugePage
        let alignment = isLarge ? Self.hugePage : 64
        var raw: UnsafeMutableRawPointer? = nil
        let status = unsafe posix_memalign(&raw, alignment, (bytes + 63) & ~63)
        guard status == 0, let block = unsafe raw else {
            fatalError("out of memory: \(bytes) bytes for an image of \(count) samples")
        }
        #if os(Linux)
            if isLarge {
                // A refusal only means small pages: slower, never wrong.
                _ = unsafe madvise(block, bytes, Int32(MADV_HUGEPAGE))
            }
        #endif
        unsafe base = block.bindMemory(to: Float.self, capacity: count)
        self.count = count
    }

    deinit { unsafe free(base) }

    package func copy() -> AlignedSamples {
        let other = AlignedSamples(uninitializedCount: count)
        unsafe other.base.initialize(from: base, count: count)
        return other
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The memory behind a ``Plane``: floats that start on a 64-byte boundary, as SIMD loads and FFTW
/// plans want them.
@safe package final class AlignedSamples: @unchecked Sendable {
    // Unchecked: the class is only shared through copy-on-write values, which write to it when they
    // hold the single reference.
    // Safe to hold: the pointer lives exactly as long as this object, and each use says `unsafe`.
    package let base: UnsafeMutablePointer<Float>
    package let count: Int

    /// Allocates `count` floats whose values are undefined.
    package init(uninitializedCount count: Int) {
        self.count = count
        unsafe base = SampleMemory.take(count)
    }

    deinit { unsafe SampleMemory.giveBack(base, count) }

    package func copy() -> AlignedSamples {
        let other = AlignedSamples(uninitializedCount: count)
        unsafe other.base.initialize(from: base, count: count)
        return other
    }
}

// SPDX-License-Identifier: Apache-2.0

/// The memory behind a plane: numbers that start on a 64-byte boundary, as SIMD loads and FFTW plans
/// want them.
@safe package final class AlignedMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Unchecked: the class is only shared through copy-on-write values, which write to it when they
    // hold the single reference.
    // Safe to hold: the pointer lives exactly as long as this object, and each use says `unsafe`.
    package let base: UnsafeMutablePointer<Element>
    package let count: Int

    /// Allocates `count` numbers whose values are undefined.
    package init(uninitializedCount count: Int) {
        self.count = count
        let block = unsafe SampleMemory.take(count * MemoryLayout<Element>.stride)
        unsafe base = block.bindMemory(to: Element.self, capacity: count)
    }

    deinit {
        unsafe SampleMemory.giveBack(
            UnsafeMutableRawPointer(base), count * MemoryLayout<Element>.stride)
    }

    package func copy() -> AlignedMemory {
        let other = AlignedMemory(uninitializedCount: count)
        unsafe other.base.initialize(from: base, count: count)
        return other
    }
}

/// The memory of floats.
package typealias AlignedSamples = AlignedMemory<Float>

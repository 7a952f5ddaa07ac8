// SPDX-License-Identifier: Apache-2.0

/// A few rows of floats, zero at first, each with room before and after it so that SIMD loops may
/// run over its ends.
@safe final class ScratchRows {
    private let base: UnsafeMutablePointer<Float>
    private let stride: Int

    private static let margin = 32

    init(rows: Int, width: Int) {
        stride = width + 2 * Self.margin
        unsafe base = .allocate(capacity: stride * rows)
        unsafe base.initialize(repeating: 0, count: stride * rows)
    }

    deinit { unsafe base.deallocate() }

    /// The first sample of a row; the samples from −32 on and up to 31 past the width are there.
    func row(_ index: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + index * stride + Self.margin
    }
}

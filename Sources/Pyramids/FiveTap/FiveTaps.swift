// SPDX-License-Identifier: Apache-2.0

/// The weights of the five-tap kernel in single precision: for reducing, and doubled for expanding.
struct FiveTaps: Sendable {
    let a: Float
    let b: Float
    let c: Float

    init(_ kernel: BurtAdelsonKernel) {
        a = Float(kernel.a)
        b = Float(kernel.b)
        c = Float(kernel.c)
    }
}

/// One row of floats in memory of its own, with room before and after it for mirrored samples and for
/// SIMD loops that run over the end.
@safe final class ScratchRow {
    private let base: UnsafeMutablePointer<Float>
    let start: UnsafeMutablePointer<Float>

    /// More than the widest vector, so that loops may round their length up.
    static let margin = 32

    init(count: Int) {
        let capacity = count + 2 * Self.margin
        unsafe base = .allocate(capacity: capacity)
        unsafe base.initialize(repeating: 0, count: capacity)
        unsafe start = base + Self.margin
    }

    deinit { unsafe base.deallocate() }
}

typealias Floats8 = SIMD8<Float>
typealias Floats16 = SIMD16<Float>

extension UnsafePointer<Float> {
    @inline(__always) func floats8(_ offset: Int) -> Floats8 {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: Floats8.self)
    }

    @inline(__always) func floats16(_ offset: Int) -> Floats16 {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: Floats16.self)
    }
}

extension UnsafeMutablePointer<Float> {
    @inline(__always) func floats8(_ offset: Int) -> Floats8 {
        unsafe UnsafePointer(self).floats8(offset)
    }

    @inline(__always) func store(_ value: Floats8, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: Floats8.self)
    }

    @inline(__always) func store(_ value: Floats16, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: Floats16.self)
    }
}

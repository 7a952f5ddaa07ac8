// SPDX-License-Identifier: Apache-2.0

extension UnsafePointer<Float> {
    /// Eight samples from `offset` on, at any alignment.
    @inline(__always)
    func eight(_ offset: Int) -> SIMD8<Float> {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD8<Float>.self)
    }

    /// Eight complex numbers from `offset` on, at any alignment.
    @inline(__always)
    func sixteen(_ offset: Int) -> SIMD16<Float> {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD16<Float>.self)
    }

    /// One complex number from `offset` on.
    @inline(__always)
    func pair(_ offset: Int) -> SIMD2<Float> {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD2<Float>.self)
    }

    /// Two complex numbers from `offset` on.
    @inline(__always)
    func four(_ offset: Int) -> SIMD4<Float> {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: SIMD4<Float>.self)
    }
}

extension UnsafeMutablePointer<Float> {
    /// Stores eight samples from `offset` on.
    @inline(__always)
    func store(_ value: SIMD8<Float>, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: SIMD8<Float>.self)
    }

    /// Stores one complex number.
    @inline(__always)
    func store(_ value: SIMD2<Float>, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: SIMD2<Float>.self)
    }

    /// Stores two complex numbers.
    @inline(__always)
    func store(_ value: SIMD4<Float>, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: SIMD4<Float>.self)
    }
}

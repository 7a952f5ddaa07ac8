// SPDX-License-Identifier: Apache-2.0

typealias Floats8 = SIMD8<Float>

extension UnsafePointer<Float> {
    @inline(__always) func floats8(_ offset: Int) -> Floats8 {
        unsafe UnsafeRawPointer(self + offset).loadUnaligned(as: Floats8.self)
    }
}

extension UnsafeMutablePointer<Float> {
    @inline(__always) func floats8(_ offset: Int) -> Floats8 {
        unsafe UnsafePointer(self).floats8(offset)
    }

    @inline(__always) func store(_ value: Floats8, _ offset: Int) {
        unsafe UnsafeMutableRawPointer(self + offset).storeBytes(of: value, as: Floats8.self)
    }
}

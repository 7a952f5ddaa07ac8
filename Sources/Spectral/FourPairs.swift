// SPDX-License-Identifier: Apache-2.0

/// Four lines of four complex numbers, each number moved as one 64-bit unit.
struct FourPairs {
    var first: SIMD4<Double>
    var second: SIMD4<Double>
    var third: SIMD4<Double>
    var fourth: SIMD4<Double>

    @inline(__always)
    init(
        _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>,
        _ third: UnsafePointer<Float>, _ fourth: UnsafePointer<Float>
    ) {
        unsafe self.first = UnsafeRawPointer(first).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.second = UnsafeRawPointer(second).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.third = UnsafeRawPointer(third).loadUnaligned(as: SIMD4<Double>.self)
        unsafe self.fourth = UnsafeRawPointer(fourth).loadUnaligned(as: SIMD4<Double>.self)
    }

    @inline(__always)
    private init(
        _ first: SIMD4<Double>, _ second: SIMD4<Double>, _ third: SIMD4<Double>,
        _ fourth: SIMD4<Double>
    ) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    @inline(__always)
    var transposed: FourPairs {
        FourPairs(
            SIMD4(first.x, second.x, third.x, fourth.x),
            SIMD4(first.y, second.y, third.y, fourth.y),
            SIMD4(first.z, second.z, third.z, fourth.z),
            SIMD4(first.w, second.w, third.w, fourth.w))
    }

    @inline(__always)
    func store(
        _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
        _ third: UnsafeMutablePointer<Float>, _ fourth: UnsafeMutablePointer<Float>
    ) {
        unsafe UnsafeMutableRawPointer(first).storeBytes(of: self.first, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(second).storeBytes(of: self.second, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(third).storeBytes(of: self.third, as: SIMD4<Double>.self)
        unsafe UnsafeMutableRawPointer(fourth).storeBytes(of: self.fourth, as: SIMD4<Double>.self)
    }
}

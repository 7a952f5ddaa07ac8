// SPDX-License-Identifier: Apache-2.0

/// A number as files store it, with its way from and to single precision.
protocol StoredSample {
    /// The value in single precision.
    var single: Float { get }
    /// The nearest value (ties away from zero), clamped to what the type holds; NaN becomes 0.
    init(single: Float)
}

extension Float {
    /// The value rounded and clamped to a range of whole numbers below 2²²; NaN becomes 0.
    ///
    /// Adding 1.5 · 2²³ leaves a whole number in the low bits of the significand, in two's complement.
    /// Unlike a checked conversion this compiles to vector instructions.
    @inline(__always)
    fileprivate func wholeBits(_ low: Float, _ high: Float) -> UInt32 {
        let value = isNaN ? 0 : rounded()
        let clamped = value < low ? low : (value > high ? high : value)
        return (clamped + 12_582_912).bitPattern
    }
}

extension UInt8: StoredSample {
    @inline(__always) var single: Float { Float(self) }
    @inline(__always) init(single: Float) {
        self.init(truncatingIfNeeded: single.wholeBits(0, 255))
    }
}

extension UInt16: StoredSample {
    @inline(__always) var single: Float { Float(self) }
    @inline(__always) init(single: Float) {
        self.init(truncatingIfNeeded: single.wholeBits(0, 65535))
    }
}

extension Int16: StoredSample {
    @inline(__always) var single: Float { Float(self) }
    @inline(__always) init(single: Float) {
        self.init(truncatingIfNeeded: single.wholeBits(-32768, 32767))
    }
}

extension Int32: StoredSample {
    @inline(__always) var single: Float { Float(self) }
    init(single: Float) {
        let value = single.isNaN ? 0 : single.rounded()
        // 2³¹ is a float, but not an Int32.
        self = value >= 0x1p31 ? .max : value <= -0x1p31 ? .min : Int32(value)
    }
}

extension Float: StoredSample {
    @inline(__always) var single: Float { self }
    @inline(__always) init(single: Float) { self = single }
}

extension Double: StoredSample {
    @inline(__always) var single: Float { Float(self) }
    @inline(__always) init(single: Float) { self = Double(single) }
}

/// A 16-bit sample with its high byte first, as in PNG and PGM files.
struct BigEndianWord: StoredSample {
    private let stored: UInt16

    @inline(__always) var single: Float { Float(UInt16(bigEndian: stored)) }
    @inline(__always) init(single: Float) { stored = UInt16(single: single).bigEndian }
}

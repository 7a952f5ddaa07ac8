// SPDX-License-Identifier: Apache-2.0

/// A number as a fixed count of bytes, in either order.
protocol StoredNumber {
    associatedtype Bits: FixedWidthInteger
    init(bits: Bits)
    var bits: Bits { get }
}

extension UInt8: StoredNumber {
    init(bits: UInt8) { self = bits }
    var bits: UInt8 { self }
}
extension UInt16: StoredNumber {
    init(bits: UInt16) { self = bits }
    var bits: UInt16 { self }
}
extension Int16: StoredNumber {
    init(bits: Int16) { self = bits }
    var bits: Int16 { self }
}
extension Int32: StoredNumber {
    init(bits: Int32) { self = bits }
    var bits: Int32 { self }
}
extension Float: StoredNumber {
    init(bits: UInt32) { self = Float(bitPattern: bits) }
    var bits: UInt32 { bitPattern }
}
extension Double: StoredNumber {
    init(bits: UInt64) { self = Double(bitPattern: bits) }
    var bits: UInt64 { bitPattern }
}

/// Arrays of numbers to and from bytes.
enum StoredNumbers {
    /// Reads `count` numbers from `offset`, which the caller has checked to be there.
    static func decoded<Number: StoredNumber>(
        _ type: Number.Type, _ bytes: [UInt8], offset: Int, count: Int, isLittleEndian: Bool
    ) -> [Number] {
        let width = MemoryLayout<Number>.size
        precondition(offset >= 0 && count * width <= bytes.count - offset)
        return unsafe [Number](unsafeUninitializedCapacity: count) { target, initialised in
            unsafe bytes.withUnsafeBytes { source in
                for index in 0..<count {
                    let stored = unsafe source.loadUnaligned(
                        fromByteOffset: offset + index * width, as: Number.Bits.self)
                    unsafe (target.baseAddress.unsafelyUnwrapped + index).initialize(
                        to: Number(
                            bits: isLittleEndian
                                ? Number.Bits(littleEndian: stored)
                                : Number.Bits(bigEndian: stored)))
                }
            }
            initialised = count
        }
    }

    /// Appends numbers as little-endian bytes.
    static func append<Number: StoredNumber>(_ numbers: [Number], to bytes: inout [UInt8]) {
        #if _endian(little)
            unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        #else
            for number in numbers {
                withUnsafeBytes(of: number.bits.littleEndian) { bytes.append(contentsOf: $0) }
            }
        #endif
    }
}

extension NumPyArray {
    init(decoding bytes: [UInt8], header: NumPyHeader) throws(CodecError) {
        let count = try header.sampleCount(fileSize: bytes.count)
        func numbers<Number: StoredNumber>(_ type: Number.Type) -> [Number] {
            let stored = StoredNumbers.decoded(
                type, bytes, offset: header.dataOffset, count: count,
                isLittleEndian: header.isLittleEndian)
            return header.isFortranOrder
                ? Self.rearrangedFromFortran(stored, shape: header.shape) : stored
        }
        let samples: Samples =
            switch header.format {
            case .uint8: .uint8(numbers(UInt8.self))
            case .uint16: .uint16(numbers(UInt16.self))
            case .int16: .int16(numbers(Int16.self))
            case .int32: .int32(numbers(Int32.self))
            case .float32: .float32(numbers(Float.self))
            case .float64: .float64(numbers(Double.self))
            }
        self.init(shape: header.shape, samples: samples)
    }

    /// The array as an `.npy` file.
    public func encoded() -> [UInt8] {
        var bytes = Self.encodedHeader(shape: shape, format: samples.format)
        bytes.reserveCapacity(bytes.count + samples.count * samples.format.byteCount)
        switch samples {
        case .uint8(let values): StoredNumbers.append(values, to: &bytes)
        case .uint16(let values): StoredNumbers.append(values, to: &bytes)
        case .int16(let values): StoredNumbers.append(values, to: &bytes)
        case .int32(let values): StoredNumbers.append(values, to: &bytes)
        case .float32(let values): StoredNumbers.append(values, to: &bytes)
        case .float64(let values): StoredNumbers.append(values, to: &bytes)
        }
        return bytes
    }

    /// The start of an `.npy` file, up to the samples.
    package static func encodedHeader(shape: [Int], format: SampleFormat) -> [UInt8] {
        let types: [SampleFormat: String] = [
            .uint8: "|u1", .uint16: "<u2", .int16: "<i2", .int32: "<i4", .float32: "<f4",
            .float64: "<f8",
        ]
        // A tuple of one keeps its comma.
        let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var text =
            "{'descr': '\(types[format] ?? "")', 'fortran_order': False, "
            + "'shape': (\(lengths)), }"
        // NumPy lets the samples start on a multiple of 64 bytes.
        let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
        text += String(repeating: " ", count: padding) + "\n"
        let length = text.utf8.count
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
            + Array(text.utf8)
    }

    /// Fortran order (the first axis varies fastest) to C order.
    private static func rearrangedFromFortran<Number>(_ stored: [Number], shape: [Int]) -> [Number]
    {
        guard shape.count > 1, !stored.isEmpty else { return stored }
        var strides: [Int] = []
        var stride = 1
        for length in shape {
            strides.append(stride)
            stride *= length
        }
        var index = [Int](repeating: 0, count: shape.count)
        var place = 0
        return stored.indices.map { _ in
            let value = stored[place]
            // Step the last axis, with carry.
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                place += strides[axis]
                if index[axis] < shape[axis] { break }
                place -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
            return value
        }
    }
}

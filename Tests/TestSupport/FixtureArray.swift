// SPDX-License-Identifier: Apache-2.0

package import Raster

/// A NumPy array of a fixture, its numbers widened to double precision.
///
/// Independent of the reader in `ImageFiles` on purpose: that one is what some of the tests test.
package struct FixtureArray: Sendable {
    package let shape: [Int]
    /// The numbers in row-major order; a complex number is two in a row, real part first.
    package let values: [Double]
    package let isComplex: Bool

    init(npy bytes: [UInt8], name: String) throws {
        guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)), bytes.count > 10, bytes[6] == 1
        else { throw FixtureError("\(name) is not a NumPy file of version 1") }
        let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
        let header = String(decoding: bytes[10..<start], as: UTF8.self)
        guard let type = header.firstMatch(of: /'descr': '([<|][a-z][0-9])'/)?.1,
            let sides = header.firstMatch(of: /'shape': \(([0-9, ]*)\)/)?.1,
            header.contains("'fortran_order': False")
        else { throw FixtureError("\(name): unexpected header \(header)") }
        shape = sides.split(separator: ",").compactMap {
            Int($0.filter { !$0.isWhitespace })
        }
        isComplex = type == "<c8"
        let count = shape.reduce(1, *) * (isComplex ? 2 : 1)
        let body = bytes[start...]

        func numbers<Bits: FixedWidthInteger>(_: Bits.Type, _ convert: (Bits) -> Double) throws
            -> [Double]
        {
            let width = Bits.bitWidth / 8
            guard body.count == count * width else {
                throw FixtureError("\(name): \(body.count) bytes for \(count) numbers")
            }
            return (0..<count).map { index in
                var bits: Bits = 0
                for byte in 0..<width {
                    bits |=
                        Bits(truncatingIfNeeded: body[start + index * width + byte])
                        << (8 * byte)
                }
                return convert(bits)
            }
        }
        switch type {
        case "<f4", "<c8": values = try numbers(UInt32.self) { Double(Float(bitPattern: $0)) }
        case "<f8": values = try numbers(UInt64.self) { Double(bitPattern: $0) }
        case "|u1": values = try numbers(UInt8.self) { Double($0) }
        case "<u2": values = try numbers(UInt16.self) { Double($0) }
        case "<i2": values = try numbers(Int16.self) { Double($0) }
        case "<i4": values = try numbers(Int32.self) { Double($0) }
        case let other: throw FixtureError("\(name): element type \(other) is not read here")
        }
    }

    /// The last two axes as planes, one for each index of the axes before them.
    package var planes: [DoublePlane] {
        let size = ImageSize(width: shape[shape.count - 1], height: shape[shape.count - 2])
        return stride(from: 0, to: values.count, by: size.area).map {
            DoublePlane(size: size, samples: Array(values[$0..<($0 + size.area)]))
        }
    }
}

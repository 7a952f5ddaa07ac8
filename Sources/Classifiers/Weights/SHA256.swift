// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The digest by which a published file of weights is known: FIPS 180-4, "Secure hash standard",
/// 2015, sections 4.1.2 and 6.2.
struct SHA256 {
    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C,
        0x1F83_D9AB, 0x5BE0_CD19,
    ]
    private var schedule = [UInt32](repeating: 0, count: 64)
    /// Bytes that do not fill a block yet.
    private var rest: [UInt8] = []
    private var length: UInt64 = 0

    /// The digest of a file in hexadecimal digits.
    ///
    /// - Throws: What the system says of a file that cannot be read.
    static func digest(ofFile path: String) throws -> String {
        let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        var hash = SHA256()
        hash.update(data)
        return hash.finish()
    }

    /// Takes in bytes.
    mutating func update(_ bytes: some ContiguousBytes) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length += UInt64(bytes.count)
        var place = 0
        if !rest.isEmpty {
            while rest.count < 64, place < bytes.count {
                rest.append(unsafe bytes[place])
                place += 1
            }
            guard rest.count == 64 else { return }
            let block = rest
            rest.removeAll(keepingCapacity: true)
            unsafe block.withUnsafeBytes { unsafe mix($0) }
        }
        while place + 64 <= bytes.count {
            unsafe mix(UnsafeRawBufferPointer(rebasing: bytes[place..<place + 64]))
            place += 64
        }
        unsafe rest.append(contentsOf: bytes[place...])
    }

    /// The digest of all that came, in hexadecimal digits.
    mutating func finish() -> String {
        let bits = length * 8
        let zeros = (119 - rest.count) % 64
        let end = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        let padding = [0x80] + [UInt8](repeating: 0, count: zeros) + end
        unsafe padding.withUnsafeBytes { unsafe update($0) }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// Mixes in a block of 64 bytes.
    private mutating func mix(_ block: UnsafeRawBufferPointer) {
        func turned(_ x: UInt32, _ count: UInt32) -> UInt32 { x >> count | x << (32 - count) }
        unsafe schedule.withUnsafeMutableBufferPointer { w in
            for index in 0..<16 {
                let word = unsafe block.loadUnaligned(
                    fromByteOffset: 4 * index, as: UInt32.self)
                unsafe w[index] = UInt32(bigEndian: word)
            }
            for index in 16..<64 {
                let (a, b) = unsafe (w[index - 15], w[index - 2])
                let first = turned(a, 7) ^ turned(a, 18) ^ (a >> 3)
                let second = turned(b, 17) ^ turned(b, 19) ^ (b >> 10)
                unsafe w[index] = w[index - 16] &+ first &+ w[index - 7] &+ second
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for index in 0..<64 {
                let sum = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
                let choice = (e & f) ^ (~e & g)
                let first = unsafe h &+ sum &+ choice &+ Self.constants[index] &+ w[index]
                let turn = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
                let second = turn &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e) = (g, f, e, d &+ first)
                (d, c, b, a) = (c, b, a, first &+ second)
            }
            for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
        }
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1,
        0x923F_82A4, 0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
        0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786,
        0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147,
        0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13,
        0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
        0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A,
        0x5B9C_CA4F, 0x682E_6FF3, 0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
        0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}

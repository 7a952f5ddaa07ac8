// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Training

/// The event files of a run, read by a plain reader of TensorFlow's records.
struct EventFileTests {
    struct Recipe: Codable, Sendable {}

    /// The definition, bit by bit.
    private func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var rest = ~UInt32(0)
        for byte in bytes {
            rest ^= UInt32(byte)
            for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0x82F6_3B78 : rest >> 1 }
        }
        return ~rest
    }

    private func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let sum = checksum(bytes)
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The records of a file, checksums checked.
    private func records(_ file: [UInt8]) -> [[UInt8]] {
        var rest = file[...]
        var records: [[UInt8]] = []
        while !rest.isEmpty {
            let length = Int(number(rest.prefix(8)))
            #expect(UInt32(number(rest.dropFirst(8).prefix(4))) == masked(rest.prefix(8)))
            let record = rest.dropFirst(12).prefix(length)
            #expect(
                UInt32(number(rest.dropFirst(12 + length).prefix(4))) == masked(record))
            records.append(Array(record))
            rest = rest.dropFirst(16 + length)
        }
        return records
    }

    @Test func checksumIsCastagnolis() {
        // The check value of RFC 3720's polynomial.
        #expect(checksum("123456789".utf8) == 0xE306_9283)
    }

    @Test func recordsHoldVersionAndNumbers() throws {
        let folder = try TemporaryFolder()
        let plan = TrainingPlan(images: 16, logInterval: 1)
        let record = RunRecord(system: "tiny", recipe: Recipe(), plan: plan, seed: 5, data: "pairs")
        let trainer = Trainer(
            try TinyStage(seed: 3), on: PairSource(), plan: plan, seed: 5,
            run: try RunFolder(folder["run"], record: record))
        try trainer.train()
        let name = try #require(
            folder.contents(of: "run").first { $0.hasPrefix("events.out.tfevents.") })
        let records = records([UInt8](try Data(contentsOf: folder["run/\(name)"])))
        // The version, the start of a session, and one a round.
        #expect(records.count == 4)
        #expect(String(decoding: records[0], as: UTF8.self).contains("brain.Event:2"))
        // Field 7: a session log with status START.
        #expect(records[1].suffix(4) == [0x3A, 2, 8, 1])
        let text = String(decoding: records[3], as: UTF8.self)
        for term in ["discriminator.real", "discriminator.fake", "generator.fool"] {
            #expect(text.contains("losses/\(term)"))
        }
        // Field 2 after the time: the step.
        #expect(records[3][9..<11] == [0x10, 2])
    }
}

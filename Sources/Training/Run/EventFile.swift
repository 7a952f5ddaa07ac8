// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A file of numbers over steps that TensorBoard reads.
///
/// It is a row of records, each its length, the masked checksum of the length, an `Event` of
/// TensorFlow's `event.proto`, and the masked checksum of that. Only three kinds of event are needed,
/// so the few bytes of protocol buffers are written here rather than by a dependency.
final class EventFile {
    private let file: FileHandle

    /// Starts a file of its own in a run's folder.
    ///
    /// Its name starts with the time, so that TensorBoard reads it after older ones; what those say
    /// beyond `step` counts no more.
    init(in folder: URL, afterStep step: Int) throws {
        let time = Date().timeIntervalSince1970
        var number = 0
        var place: URL
        repeat {
            let stamp = String(format: "%010d", Int(time))
            place = folder.appending(
                path:
                    "events.out.tfevents.\(stamp).pyramidion.\(ProcessInfo.processInfo.processIdentifier)"
                    + ".\(number)")
            number += 1
        } while FileManager.default.fileExists(atPath: place.path)
        try Data().write(to: place, options: .withoutOverwriting)
        file = try FileHandle(forWritingTo: place)
        var version = ProtocolBuffer()
        version.append(field: 1, time)
        version.append(field: 3, Array("brain.Event:2".utf8))
        try append(version)
        var session = ProtocolBuffer()
        session.append(field: 1, 1)  // START
        var start = ProtocolBuffer()
        start.append(field: 1, time)
        start.append(field: 2, step + 1)
        start.append(field: 7, session.bytes)
        try append(start)
    }

    deinit {
        do { try file.close() } catch { print("\(error)") }
    }

    /// Adds numbers at a step.
    func write(_ scalars: [(tag: String, value: Double)], step: Int) throws {
        var summary = ProtocolBuffer()
        for (tag, value) in scalars {
            var one = ProtocolBuffer()
            one.append(field: 1, Array(tag.utf8))
            one.append(field: 2, Float(value))
            summary.append(field: 1, one.bytes)
        }
        var event = ProtocolBuffer()
        event.append(field: 1, Date().timeIntervalSince1970)
        event.append(field: 2, step)
        event.append(field: 5, summary.bytes)
        try append(event)
    }

    private func append(_ event: ProtocolBuffer) throws {
        let length = UInt64(event.bytes.count).littleEndianBytes
        let record =
            length + CRC32C.masked(length).littleEndianBytes + event.bytes
            + CRC32C.masked(event.bytes).littleEndianBytes
        try file.write(contentsOf: Data(record))
    }
}

/// The bytes of a protocol buffer's fields.
private struct ProtocolBuffer {
    private(set) var bytes: [UInt8] = []

    mutating func append(field: Int, _ value: Double) {
        key(field, kind: 1)
        bytes += value.bitPattern.littleEndianBytes
    }

    mutating func append(field: Int, _ value: Float) {
        key(field, kind: 5)
        bytes += value.bitPattern.littleEndianBytes
    }

    mutating func append(field: Int, _ value: Int) {
        key(field, kind: 0)
        variable(UInt64(value))
    }

    mutating func append(field: Int, _ value: [UInt8]) {
        key(field, kind: 2)
        variable(UInt64(value.count))
        bytes += value
    }

    private mutating func key(_ field: Int, kind: Int) { variable(UInt64(field << 3 | kind)) }

    /// Seven bits a byte, least first; the top bit says that more follow.
    private mutating func variable(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension FixedWidthInteger {
    fileprivate var littleEndianBytes: [UInt8] {
        (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}

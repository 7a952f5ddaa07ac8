// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// Expands what zlib's deflate has packed.
package enum Inflation {
    /// How a packed stream is wrapped.
    package enum Wrapping {
        /// A `.gz` file, perhaps of several members.
        case gzip
        /// Nothing around it, as in a ZIP archive.
        case raw
    }

    /// What went wrong, without the file's name.
    package struct Failure: Error {
        /// What is wrong with the stream.
        package let problem: String
    }

    /// Expands a whole stream.
    ///
    /// - Parameters:
    ///   - packed: The stream.
    ///   - wrapping: What is around it.
    ///   - limit: The most bytes that it may give.
    /// - Returns: What was packed.
    /// - Throws: When it is damaged, cut short, or gives more than `limit` bytes.
    package static func expand(
        _ packed: [UInt8], _ wrapping: Wrapping, limit: Int
    ) throws(Failure) -> [UInt8] {
        var stream = unsafe z_stream()
        let bits: Int32 = wrapping == .gzip ? MAX_WBITS + 16 : -MAX_WBITS
        guard
            unsafe inflateInit2_(
                &stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw Failure(problem: "there is no memory to expand it") }
        defer { unsafe inflateEnd(&stream) }
        var plain: [UInt8] = []
        var consumed = 0
        var status = Z_OK
        while status != Z_STREAM_END {
            let (chunk, taken) = unsafe step(&stream, packed, from: consumed, &status)
            consumed += taken
            plain += chunk
            guard status == Z_OK || status == Z_STREAM_END else {
                throw Failure(problem: "its packed data are damaged after byte \(plain.count)")
            }
            guard plain.count <= limit else {
                throw Failure(problem: "it expands to more than \(limit) bytes")
            }
            if status == Z_OK, chunk.isEmpty, taken == 0 {
                throw Failure(problem: "its packed data are cut short")
            }
            // Another member of a .gz file may follow.
            if status == Z_STREAM_END, wrapping == .gzip, consumed < packed.count,
                packed[consumed] == 0x1F
            {
                status = unsafe inflateReset(&stream)
            }
        }
        return plain
    }

    private static func step(
        _ stream: inout z_stream, _ packed: [UInt8], from start: Int, _ status: inout Int32
    ) -> (chunk: [UInt8], taken: Int) {
        let room = 1 << 20
        let available = min(packed.count - start, 1 << 30)
        var taken = 0
        var result = status
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, initialised in
            unsafe packed.withUnsafeBufferPointer { source in
                unsafe stream.next_in = source.baseAddress.map {
                    unsafe UnsafeMutablePointer(mutating: $0 + start)
                }
                unsafe stream.avail_in = UInt32(available)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(room)
                result = unsafe inflate(&stream, Z_NO_FLUSH)
                taken = unsafe available - Int(stream.avail_in)
                initialised = unsafe room - Int(stream.avail_out)
            }
        }
        // Nothing more to take in is seen by the caller, who knows whether the end was reached.
        status = result == Z_BUF_ERROR ? Z_OK : result
        return (chunk, taken)
    }
}

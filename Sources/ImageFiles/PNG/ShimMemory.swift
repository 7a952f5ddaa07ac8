// SPDX-License-Identifier: Apache-2.0

internal import CPNGShim

/// Bytes that a C function allocated, freed with this object.
@safe final class ShimBytes {
    // Safe to hold: only the C functions write to it, and `deinit` frees it once.
    var bytes = unsafe cpng_bytes()

    deinit { unsafe cpng_free(&bytes) }

    func copy() -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
    }
}

/// The sentence that a C function leaves when it fails.
struct ShimMessage {
    private var characters = [CChar](repeating: 0, count: Int(CPNG_MESSAGE_SIZE))

    mutating func filled(
        by work: (UnsafeMutablePointer<CChar>) -> cpng_status
    ) -> cpng_status {
        unsafe characters.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return CPNG_SHIM_FAILED }
            return unsafe work(start)
        }
    }

    var text: String {
        String(
            decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

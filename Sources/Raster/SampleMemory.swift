// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where the memory of planes comes from.
///
/// The kernel clears every page that a process touches for the first time, and for 64 MiB of small
/// pages that costs more than filtering them. So large blocks start on a 2 MiB boundary and ask for
/// huge pages, and some that were given back are kept for the next plane of the same size.
package enum SampleMemory {
    private static let hugePage = 2 << 20
    /// Smaller blocks are left to `malloc`, which keeps them itself.
    private static let leastKept = 1 << 20
    /// At most this much is kept in all, the block given back last first: a sixty-fourth of the
    /// machine's memory.
    private static let mostKept =
        Int(sysconf(Int32(_SC_PHYS_PAGES))) / 64 * Int(sysconf(Int32(_SC_PAGESIZE)))

    // Safe to hold: whoever takes a block out of the list is its only owner.
    @safe private struct Block: @unchecked Sendable {
        let address: UnsafeMutableRawPointer
        let bytes: Int
    }

    private static let kept = Mutex<[Block]>([])

    static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let bytes = wholeLines(byteCount)
        return unsafe keptBlock(of: bytes) ?? allocate(bytes)
    }

    static func giveBack(_ base: UnsafeMutableRawPointer, _ byteCount: Int) {
        let bytes = wholeLines(byteCount)
        guard bytes >= leastKept && bytes <= mostKept else { return unsafe free(base) }
        let block = unsafe Block(address: base, bytes: bytes)
        let dropped = kept.withLock { blocks in
            blocks.append(block)
            var dropped: [Block] = []
            var total = blocks.reduce(0) { $0 + $1.bytes }
            while total > mostKept {
                let oldest = blocks.removeFirst()
                total -= oldest.bytes
                dropped.append(oldest)
            }
            return dropped
        }
        for block in dropped { unsafe free(block.address) }
    }

    /// Gives back to the system what is kept: for those who work within a limit of memory, between two
    /// stages whose blocks differ in size.
    package static func releaseKept() {
        let blocks = kept.withLock { blocks in
            defer { blocks = [] }
            return blocks
        }
        for block in blocks { unsafe free(block.address) }
    }

    /// Whole cache lines, so that SIMD loads at the end stay inside the block.
    private static func wholeLines(_ byteCount: Int) -> Int { (max(byteCount, 1) + 63) & ~63 }

    private static func keptBlock(of bytes: Int) -> UnsafeMutableRawPointer? {
        guard bytes >= leastKept else { return nil }
        return unsafe kept.withLock { blocks in
            guard let index = blocks.lastIndex(where: { $0.bytes == bytes })
            else { return nil }
            return unsafe blocks.remove(at: index).address
        }
    }

    private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        let isLarge = bytes >= 2 * hugePage
        var raw: UnsafeMutableRawPointer? = nil
        let status = unsafe posix_memalign(&raw, isLarge ? hugePage : 64, bytes)
        guard status == 0, let block = unsafe raw else {
            fatalError("out of memory: an image needs \(bytes) bytes")
        }
        #if os(Linux)
            if isLarge {
                // A refusal only means small pages: slower, never wrong.
                _ = unsafe madvise(block, bytes, Int32(MADV_HUGEPAGE))
            }
        #endif
        return unsafe block
    }
}

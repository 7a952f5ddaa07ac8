// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How many threads a piece of work may use, and the one loop that uses them.
public struct ThreadCount: Sendable, Hashable {
    /// At least 1.
    public let count: Int

    /// Exactly `count` threads, at least 1.
    public init(_ count: Int) {
        precondition(count >= 1, "work needs at least one thread, not \(count)")
        self.count = count
    }

    /// One thread for each processor that is online.
    public static let allProcessors = ThreadCount(max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

    /// Only the calling thread.
    public static let one = ThreadCount(1)

    /// Runs `body` for each index below `iterations`, and returns when all are done.
    ///
    /// At most ``count`` threads take part. Which thread runs which index is not defined, so a body writes only what
    /// belongs to its index.
    package func forEach(below iterations: Int, _ body: @Sendable (Int) -> Void) {
        let lanes = min(count, iterations)
        guard lanes > 1 else {
            for index in 0..<iterations { body(index) }
            return
        }
        // One task a lane: concurrentPerform alone would use every processor. Each takes the next index,
        // so that a thread that is held up leaves the rest to the others.
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: lanes) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < iterations else { return }
                body(index)
            }
        }
    }
}

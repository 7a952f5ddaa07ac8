// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Buffers that tiles hand on to one another: as many as there are threads at work.
final class TileBufferPool: Sendable {
    private let free = Mutex<[TileBuffer]>([])

    /// Lends a buffer, whose contents are those of any tile, to `body`.
    func withBuffer<Value>(_ body: (TileBuffer) -> Value) -> Value {
        let buffer = free.withLock { $0.popLast() } ?? TileBuffer()
        defer { free.withLock { $0.append(buffer) } }
        return body(buffer)
    }
}

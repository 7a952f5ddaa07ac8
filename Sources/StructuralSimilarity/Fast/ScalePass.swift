// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// One scale of all channels: evaluates its terms and makes the next scale on the way.
struct ScalePass: Sendable {
    /// The next scale, or nothing if none is made.
    ///
    /// Undefined until the pass has run.
    let next: [ScalePair]

    private let scale: [ScalePair]
    private let tiles: [ScaleTile]
    private let moments: TileMoments
    private let halving: HalvingRule

    init(
        _ scale: [ScalePair], rules: ConventionRules, constants: StabilityConstants,
        needsLuminance: Bool, makesNext: Bool
    ) {
        self.scale = scale
        let size = scale[0].size
        let window = rules.window(for: size)
        let mapSize = window.mapSize(of: size)
        tiles = ScaleTile.tiles(of: mapSize, window: window.size)
        moments = TileMoments(
            taps: window.taps.map(Float.init), constants: constants,
            clampsPixels: rules.clampsPixels, needsLuminance: needsLuminance)
        halving = rules.halving
        let nextSize = makesNext ? rules.halving.halvedSize(of: size) : nil
        next = nextSize.map { size in scale.map { _ in ScalePair(uninitialized: size) } } ?? []
    }

    /// Runs the pass; the sums of the terms over the map of each channel.
    func run(_ threads: ThreadCount, _ buffers: TileBufferPool) -> [MomentSums] {
        let count = scale.count * tiles.count
        let results = Mutex([MomentSums](repeating: MomentSums(), count: count))
        let started = Atomic(0)
        // Threads take the next tile when they are done with one, so that none waits for another that
        // the machine has slowed down.
        threads.forEach(below: min(threads.count, count)) { _ in
            buffers.withBuffer { buffer in
                while true {
                    let task = started.add(1, ordering: .relaxed).oldValue
                    guard task < count else { return }
                    let sums = work(
                        on: tiles[task % tiles.count], channel: task / tiles.count, buffer)
                    results.withLock { $0[task] = sums }
                }
            }
        }
        // The tiles were written through pointers, which do not keep their planes alive.
        withExtendedLifetime(self) {}
        return results.withLock { results in
            scale.indices.map { channel in
                let start = channel * tiles.count
                return results[start..<start + tiles.count].reduce(into: MomentSums(), +=)
            }
        }
    }

    private func work(
        on tile: ScaleTile, channel: Int, _ buffer: TileBuffer
    ) -> MomentSums {
        let (offsets, isFinite) = TileLoading(scale[channel]).load(tile, into: buffer)
        if !next.isEmpty {
            TileHalving(halving, from: scale[channel].size, to: next[channel])
                .write(tile, from: buffer, offsets)
        }
        var sums = moments.evaluate(tile, buffer, offsets)
        sums.isFinite = isFinite
        return sums
    }
}

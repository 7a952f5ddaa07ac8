// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

/// One scale of all channels: evaluates its terms and makes the next scale on the way.
struct ScalePass: Sendable {
    /// The next scale, or nothing if none is made.
    ///
    /// Undefined until the pass has run.
    let next: [ScalePair]
    /// The maps of each channel, if they are kept.
    ///
    /// Undefined until the pass has run.
    let maps: [(luminance: Plane, contrastStructure: Plane)]

    private let scale: [ScalePair]
    private let tiles: [ScaleTile]
    private let mapWidth: Int
    private let moments: [TileMoments]
    private let halving: HalvingRule

    init(
        _ scale: [ScalePair], rules: ConventionRules, constants: StabilityConstants,
        needsLuminance: Bool, makesNext: Bool, keepsMaps: Bool = false
    ) {
        self.scale = scale
        let size = scale[0].size
        let window = rules.window(for: size)
        let mapSize = window.mapSize(of: size)
        mapWidth = mapSize.width
        tiles = ScaleTile.tiles(of: mapSize, window: window.size)
        moments = scale.map {
            TileMoments(
                taps: window.taps.map(Float.init), offset: $0.offset, constants: constants,
                clampsPixels: rules.clampsPixels, needsLuminance: needsLuminance)
        }
        halving = rules.halving
        next =
            makesNext
            ? scale.map {
                ScalePair(uninitialized: rules.halving.halvedSize(of: size), after: $0)
            } : []
        maps =
            keepsMaps
            ? scale.map { _ in (Plane(uninitialized: mapSize), Plane(uninitialized: mapSize)) } : []
    }

    /// Runs the pass; the sums of the terms over the map of each channel.
    func run(_ threads: ThreadCount, _ buffers: TileBufferPool) -> [MomentSums] {
        let results = Mutex([MomentSums](repeating: MomentSums(), count: scale.count * tiles.count))
        threads.forEach(below: scale.count * tiles.count) { task in
            let sums = buffers.withBuffer { buffer in
                work(on: tiles[task % tiles.count], channel: task / tiles.count, buffer)
            }
            results.withLock { $0[task] = sums }
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
        let isFinite = TileLoading(scale[channel]).load(tile, into: buffer)
        if !next.isEmpty {
            TileHalving(halving, from: scale[channel].size, to: next[channel])
                .write(tile, from: buffer)
        }
        var sums = moments[channel].evaluate(tile, buffer) { row in
            guard !maps.isEmpty else { return }
            let start = row * mapWidth + tile.columns.lowerBound
            let maps = maps[channel]
            unsafe (maps.luminance.storage.base + start).update(
                from: buffer.work(.luminance), count: tile.columns.count)
            unsafe (maps.contrastStructure.storage.base + start).update(
                from: buffer.work(.contrastStructure), count: tile.columns.count)
        }
        sums.isFinite = isFinite
        return sums
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Spectral
internal import Synchronization

/// The masks of a steerable pyramid, which depend on the size of the image and the number of levels
/// alone: the orientation bands of all orders share them.
final class SteerableTables: Sendable {
    /// What one level needs, each table with an entry for each number of the half spectrum.
    struct Level: Sendable {
        let grid: FrequencyGrid
        /// H of this level's octave.
        let high: [Float]
        /// L of the octave above: what the level's input went through.
        let low: [Float]
        /// cos θ and sin θ of each frequency, 0 at the origin.
        let cosine: [Float]
        let sine: [Float]
    }

    /// H₀: what goes to the high-pass residual.
    let highPass: [Float]
    let levels: [Level]
    /// The grid of the low-pass residual and what it went through.
    let lowGrid: FrequencyGrid
    let low: [Float]

    private struct Key: Hashable {
        let size: ImageSize
        let height: Int
    }

    // The last few sizes: a batch of images mostly has one.
    private static let known = Mutex<[(key: Key, tables: SteerableTables)]>([])
    private static let mostKept = 4

    static func shared(size: ImageSize, height: Int) -> SteerableTables {
        let key = Key(size: size, height: height)
        if let tables = known.withLock({ $0.first { $0.key == key }?.tables }) { return tables }
        let tables = SteerableTables(size: size, height: height)
        known.withLock { known in
            if known.count == mostKept { known.removeFirst() }
            known.append((key, tables))
        }
        return tables
    }

    private init(size: ImageSize, height: Int) {
        highPass = FrequencyGrid(imageSize: size, level: 0).radialTable {
            RadialMask.high($0, octave: 0)
        }
        levels = (0..<height).map { level in
            let grid = FrequencyGrid(imageSize: size, level: level)
            return Level(
                grid: grid,
                high: grid.radialTable { RadialMask.high($0, octave: level + 1) },
                low: grid.radialTable { RadialMask.low($0, octave: level) },
                cosine: grid.table { u, v in u == 0 ? 0 : u / (u * u + v * v).squareRoot() },
                sine: grid.table { u, v in v == 0 ? 0 : v / (u * u + v * v).squareRoot() })
        }
        let grid = FrequencyGrid(imageSize: size, level: height)
        lowGrid = grid
        low = grid.radialTable { RadialMask.low($0, octave: height) }
    }
}

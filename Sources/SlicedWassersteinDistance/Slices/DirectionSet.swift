// SPDX-License-Identifier: Apache-2.0

public import SeededRandom

/// The directions of all levels of a comparison.
public struct DirectionSet: Sendable {
    /// By level, finest first.
    let levels: [Directions]
    /// The seed of the streams.
    let seed: UInt64
    /// Whether NumPy's stream was drawn from.
    let isLegacy: Bool

    /// Directions from streams that are named by level and repeat.
    public init(_ measured: SlicingProtocol = .published, levels: Int, seed: UInt64) {
        let stream = RandomStream(seed: seed) / "directions"
        self.seed = seed
        isLegacy = false
        self.levels = (0..<levels).map { level in
            Directions(
                joining: (0..<measured.repeats).map { turn in
                    Directions(
                        length: measured.descriptorLength, count: measured.directionsPerRepeat,
                        stream: stream / level / turn)
                })
        }
    }

    /// Directions as the published program draws them at the end of a row of its table.
    public init(
        _ measured: SlicingProtocol = .published, levels: Int,
        drawingFrom random: inout LegacyNumPyRandom
    ) {
        seed = UInt64(random.seed)
        isLegacy = true
        self.levels = (0..<levels).map { _ in
            Directions(
                joining: (0..<measured.repeats).map { _ in
                    Directions(
                        length: measured.descriptorLength, count: measured.directionsPerRepeat,
                        from: &random)
                })
        }
    }
}

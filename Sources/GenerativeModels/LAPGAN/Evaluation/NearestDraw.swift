// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Tensors

/// How near the best of some generated bands comes to the real one: min_z ‖G_k(z, l_k) − h_k‖.
///
/// Denton et al. 2015, section 4, chose the best networks of each level by it on held-out images.
public struct NearestDraw: Sendable {
    /// How many bands are drawn for each image.
    public let draws: Int
    /// Where their noise comes from.
    public let seed: UInt64

    /// Creates the measurement.
    public init(draws: Int, seed: UInt64) {
        precondition(draws >= 1, "at least one draw")
        self.draws = draws
        self.seed = seed
    }

    /// The smallest distance of some candidates to a target, all of one length.
    public static func distance(_ candidates: [[Double]], to target: [Double]) -> Double {
        candidates.map { candidate in
            zip(candidate, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }.min() ?? .infinity
    }

    /// The smallest distance for each image of a batch.
    public func distances(
        of batch: LevelBatch, _ level: Int, _ network: any BandGenerating
    ) throws(TensorError) -> [Double] {
        let bands = try batch.bands().flattened()
        var nearest = [Double](repeating: .infinity, count: batch.count)
        for draw in 0..<draws {
            let samples = try bandsOfDraw(draw, for: batch, level, network).flattened()
            let distances = try (samples - bands).squared().sum(along: 1).values(as: Double.self)
            for (index, square) in distances.enumerated() {
                nearest[index] = min(nearest[index], square.squareRoot())
            }
        }
        return nearest
    }

    /// One generated band for each image of a batch.
    func bandsOfDraw(
        _ draw: Int, for batch: LevelBatch, _ level: Int, _ network: any BandGenerating
    ) throws(TensorError) -> Tensor {
        let noise = try Draws(
            (0..<batch.count).map { $0 + draw * batch.count }, seed: seed, labels: []
        )
        .noise(level, shape: network.noiseShape)
        return try withoutGradient { () throws(TensorError) in
            try network(noise, batch.condition, .evaluation)
        }
    }
}

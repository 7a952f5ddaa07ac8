// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The scales of all channels of two images in single precision.
///
/// Each scale is one pass over memory: a tile is loaded, gives its share of the next scale, and is
/// evaluated, all in cache. Tiles depend on the size alone and their sums are added in order, so the
/// result has the same bits for any number of threads.
struct FastScales {
    let rules: ConventionRules
    let constants: StabilityConstants
    let count: Int
    let threads: ThreadCount
    private let buffers = TileBufferPool()

    init(
        rules: ConventionRules, constants: StabilityConstants, count: Int, threads: ThreadCount
    ) {
        self.rules = rules
        self.constants = constants
        self.count = count
        self.threads = threads
    }

    /// The means of the terms: for each channel, each scale, finest first.
    ///
    /// With `detail`, luminance and similarity are computed at every scale, otherwise at the last,
    /// where the score needs them.
    func means(
        _ x: [Plane], _ y: [Plane], detail: Bool
    ) throws(SimilarityError) -> [[ScaleMeans]] {
        var scale = zip(x, y).map { ScalePair($0, $1) }
        var result = Array(repeating: [ScaleMeans](), count: x.count)
        for index in 0..<count {
            let isLast = index == count - 1
            let pass = ScalePass(
                scale, rules: rules, constants: constants, needsLuminance: detail || isLast,
                makesNext: !isLast)
            let sums = pass.run(threads, buffers)
            if !sums.allSatisfy(\.isFinite) { try FiniteSamples.check(x, y) }
            for (channel, means) in means(sums, of: scale, luminance: detail || isLast).enumerated()
            {
                result[channel].append(means)
            }
            scale = pass.next
        }
        return result
    }

    private func means(
        _ sums: [MomentSums], of scale: [ScalePair], luminance: Bool
    ) -> [ScaleMeans] {
        let window = rules.window(for: scale[0].size)
        let area = Double(window.mapSize(of: scale[0].size).area)
        var similarity = sums.map { $0.similarity / area }
        if rules.border == .mirroredSimilarity, luminance {
            let padded = scale.map { $0.mirrored(margin: window.size / 2) }
            let area = Double(window.mapSize(of: padded[0].size).area)
            let pass = ScalePass(
                padded, rules: rules, constants: constants, needsLuminance: true, makesNext: false)
            similarity = pass.run(threads, buffers).map { $0.similarity / area }
        }
        return zip(sums, similarity).map { sums, similarity in
            ScaleMeans(
                luminance: luminance ? sums.luminance / area : nil,
                contrastStructure: sums.contrastStructure / area,
                similarity: luminance ? similarity : nil)
        }
    }
}

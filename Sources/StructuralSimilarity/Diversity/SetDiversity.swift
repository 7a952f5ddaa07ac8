// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Scoring
internal import SeededRandom

/// How varied a set of images is: the mean MS-SSIM of random pairs, over the set or within classes.
///
/// Which images make a pair depends on the seed and the images' names alone. Pairs within a class are
/// the protocol of Odena, Olah and Shlens, "Conditional image synthesis with auxiliary classifier
/// GANs" (ICML 2017), section 4.2: a class whose images are more alike than its training images has
/// lost modes. The score of a pair is that of ``DiversityCollector``.
public struct SetDiversity: Sendable {
    /// How many pairs are drawn, for each class if there are classes.
    public let pairCount: Int
    /// Where the random numbers start.
    public let seed: UInt64
    /// How many threads may work.
    public let threads: ThreadCount

    /// Creates a protocol; `pairCount` is at least 1.
    public init(
        pairCount: Int = 10_000, seed: UInt64 = 0, threads: ThreadCount = .allProcessors
    ) {
        precondition(pairCount >= 1, "a mean needs at least one pair, not \(pairCount)")
        self.pairCount = pairCount
        self.seed = seed
        self.threads = threads
    }

    /// The report of a set.
    ///
    /// - Parameters:
    ///   - names: The names of the images, each once, in any order.
    ///   - classes: The class of each image when pairs are to be drawn within classes; otherwise nil.
    ///   - image: Gives the image at a place in `names`, on any thread.
    /// - Returns: The mean, the share of clipped pairs, and with classes the mean of each.
    /// - Throws: What `image` throws; ``SimilarityError`` when a class has fewer than two images or a
    ///   pair cannot be compared.
    public func report(
        names: [String], classes: [String]? = nil,
        image: @escaping @Sendable (Int) throws -> Image
    ) throws -> ScoreReport {
        precondition(
            classes == nil || classes?.count == names.count, "there is one class for each image")
        let groups = Dictionary(grouping: names.indices) { classes?[$0] ?? "" }
        var results: [(name: String, statistics: DiversityStatistics)] = []
        var warnings: [String] = []
        for name in groups.keys.sorted() {
            let members = (groups[name] ?? []).sorted { names[$0] < names[$1] }
            guard members.count >= 2 else {
                throw SimilarityError.tooFewImages(
                    members.count, group: classes == nil ? nil : name)
            }
            let stream = RandomStream(seed: seed) / "diversity" / name
            let draw = RandomPairs.draw(pairCount, of: members.count, from: stream)
            if draw.reusesMembers, warnings.isEmpty {
                warnings.append(
                    "images are in several pairs, which are then not independent: the standard "
                        + "error is too small")
            }
            var statistics = DiversityStatistics()
            try PairScores.forEach(
                below: draw.pairs.count, threads: threads,
                pair: { index in
                    let pair = draw.pairs[index]
                    return (try image(members[pair.first]), try image(members[pair.second]))
                }, { statistics.add($0) })
            results.append((name, statistics))
        }
        return report(results, isByClass: classes != nil, imageCount: names.count, warnings)
    }

    private func report(
        _ results: [(name: String, statistics: DiversityStatistics)], isByClass: Bool,
        imageCount: Int, _ warnings: [String]
    ) -> ScoreReport {
        var all = DiversityStatistics()
        for result in results { all.merge(result.statistics) }
        var values = [all.value(named: "MS-SSIM"), all.clippedValue(named: "clipped pairs")]
        if isByClass {
            values += results.map { $0.statistics.value(named: "class \($0.name)") }
        }
        return ScoreReport(
            name: "MS-SSIM diversity", values: values,
            counts: [
                .init(name: "images", count: imageCount),
                .init(name: "pairs", count: all.scores.count),
            ], seed: seed,
            settings: [
                .init(name: "convention", value: SimilarityConvention.progan.rawValue),
                .init(name: "pairs", value: isByClass ? "random within a class" : "random"),
            ],
            warnings: warnings + all.warnings)
    }
}

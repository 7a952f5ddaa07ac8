// SPDX-License-Identifier: Apache-2.0

public import Raster
internal import SeededRandom

/// The inception score: how sure a classifier is of each image, and how many classes there are
/// among all.
///
///     IS = exp( mean over images of KL( p(y|x) ‖ p(y) ) )
///
/// between 1 and the number of classes; higher is better. p(y) is the mean of the rows of a split.
/// T. Salimans et al., "Improved techniques for training GANs", NeurIPS 2016, section 4.
///
/// ```swift
/// let scores = try InceptionScore().scores(of: logits, as: .logits)
/// print(scores.mean, scores.standardDeviation)
/// ```
public struct InceptionScore: Sendable {
    /// Whose rules are followed.
    public let convention: InceptionScoreConvention
    /// Into how many parts the set is cut.
    public let splits: Int
    /// Whether images are dealt to the splits in another order than that of the file.
    public let isShuffled: Bool
    /// Where the random order starts.
    public let seed: UInt64
    /// How many threads may work.
    public let threads: ThreadCount

    /// Creates a score.
    ///
    /// - Parameters:
    ///   - convention: Whose rules to follow.
    ///   - splits: Into how many parts to cut the set, 10 unless told; nil for a convention that has
    ///     splits of its own (``InceptionScoreConvention/takesSplits``).
    ///   - isShuffled: Whether to shuffle; nil for what the convention does.
    ///   - seed: Where the random order starts.
    ///   - threads: How many threads may work; the result does not depend on it.
    public init(
        _ convention: InceptionScoreConvention = .salimans, splits: Int? = nil,
        isShuffled: Bool? = nil, seed: UInt64 = 0, threads: ThreadCount = .allProcessors
    ) {
        precondition(
            splits == nil || convention.takesSplits,
            "\(convention.rawValue) has its own splits, so none can be chosen")
        precondition(splits.map { $0 >= 1 } ?? true, "a score needs at least one split")
        self.convention = convention
        self.splits = splits ?? 10
        self.isShuffled = isShuffled ?? (convention.order != .file)
        self.seed = seed
        self.threads = threads
    }

    /// The score of each split and of the whole set.
    ///
    /// - Throws: When the rows are no probabilities or logits, or fewer than there are splits.
    public func scores(
        of rows: ImageRows, as kind: RowKind
    ) throws(InceptionScoringError) -> SplitScores {
        let images = try ClassDistributions(rows, as: kind, renormalising: convention.renormalises)
        return try scores(of: images, order: order(of: rows), name: rows.name)
    }

    func scores(
        of images: ClassDistributions, order: [Int], name: String
    ) throws(InceptionScoringError) -> SplitScores {
        let ranges = convention.ranges(count: images.count, splits: splits)
        guard ranges.allSatisfy({ !$0.isEmpty }) else {
            throw InceptionScoringError(
                place: name, problem: "\(images.count) images cannot be cut into \(splits) splits",
                remedy: "take fewer splits or more images")
        }
        let rest = (ranges.last?.upperBound ?? 0)..<images.count
        let pieces = ranges + (rest.isEmpty ? [] : [rest])
        var evidence = [SplitEvidence](
            repeating: SplitEvidence(classCount: images.classCount), count: pieces.count)
        unsafe evidence.withUnsafeMutableBufferPointer { buffer in
            let target = unsafe SharedPointer(buffer.baseAddress.unsafelyUnwrapped)
            threads.forEach(below: pieces.count) { piece in
                var sums = SplitEvidence(classCount: images.classCount)
                for place in pieces[piece] { sums.add(images[order[place]]) }
                unsafe target.base[piece] = sums
            }
        }
        var whole = SplitEvidence(classCount: images.classCount)
        for piece in evidence { whole.merge(piece) }
        let plain = convention.usesPlainLogarithm
        return SplitScores(
            values: evidence.prefix(ranges.count).map { $0.score(plainLogarithm: plain) },
            wholeSet: whole.score(plainLogarithm: plain), convention: convention)
    }

    /// The order in which images are dealt to the splits.
    func order(of rows: ImageRows) -> [Int] {
        guard isShuffled else { return Array(0..<rows.count) }
        switch convention.order {
        case .seeded, .file: return rows.contentOrder(seed: seed)
        case .legacyNumPy:
            var random = LegacyNumPyRandom(seed: Self.torchFidelitySeed)
            return random.permutation(of: rows.count)
        }
    }

    /// What torch-fidelity starts its generator with unless told otherwise.
    static let torchFidelitySeed: UInt32 = 2020
}

/// The scores of the splits of a set.
public struct SplitScores: Sendable, Hashable {
    /// The score of each split.
    public let values: [Double]
    /// The score of all images as one split.
    ///
    /// It is higher than the mean, since p(y) is estimated
    /// from more images.
    public let wholeSet: Double
    /// Whose rules were followed.
    public let convention: InceptionScoreConvention

    /// The mean of the splits: what is published.
    public var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The spread between splits, which is not the error of the mean; nil where the convention
    /// prints none or a single split has none.
    public var standardDeviation: Double? {
        let freedom: Int
        switch convention.spread {
        case .none: return nil
        case .population: freedom = values.count
        case .sample: freedom = values.count - 1
        }
        guard freedom > 0 else { return nil }
        let mean = mean
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(freedom)).squareRoot()
    }
}

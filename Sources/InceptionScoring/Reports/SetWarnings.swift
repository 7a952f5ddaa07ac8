// SPDX-License-Identifier: Apache-2.0

/// What a reader must know before a score of a set is compared with others.
enum SetWarnings {
    /// Below this, published protocols do not go.
    private static let fewImages = 5000

    /// Whether a score of classes was computed from few images.
    static func fewForScore(_ count: Int, splits: Int) -> String? {
        count < fewImages
            ? "\(count) images in \(splits) splits: with few images a split the score is too low; "
                + "published scores use 50000 in 10" : nil
    }

    /// Whether the covariance of a set is singular or its distance strongly biased.
    static func fewForDistance(_ set: FeatureStatistics) -> String? {
        guard let count = set.count else { return nil }
        if count <= set.columns {
            return "\(set.name): \(count) images for \(set.columns) features: the covariance is "
                + "singular and the distance far too large; extrapolate it, or give more images"
        }
        return count < fewImages
            ? "\(set.name): \(count) images: with few images the distance is too large; published "
                + "distances use 50000" : nil
    }

    /// Whether images come class by class, so that splits in file order see few classes.
    ///
    /// The number of neighbours with different likeliest classes is compared with what shuffled
    /// images have on average, n (1 − Σ share²).
    static func classOrdered(_ images: ClassDistributions) -> String? {
        let classes = (0..<images.count).map { images.likeliestClass($0) }
        var counts: [Int: Int] = [:]
        for label in classes { counts[label, default: 0] += 1 }
        let total = Double(classes.count)
        let alike = counts.values.reduce(0) { $0 + Double($1) * Double($1) } / (total * total)
        let expected = (total - 1) * (1 - alike)
        let changes = zip(classes, classes.dropFirst()).count { $0 != $1 }
        guard expected >= 20, Double(changes) < 0.5 * expected else { return nil }
        return "the images come class by class: splits in file order see few classes, and the "
            + "score is too low; shuffle them"
    }
}

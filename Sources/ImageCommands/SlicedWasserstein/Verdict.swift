// SPDX-License-Identifier: Apache-2.0

internal import SlicedWassersteinDistance

/// Which of two sets is nearer to the reals, if that can be told.
struct Verdict: Encodable {
    /// The set with the smaller average.
    let nearer: String
    /// The set with the larger one.
    let farther: String
    /// By how much the averages differ, in thousandths.
    let difference: Double
    /// The standard error of the difference when the images are drawn again, in thousandths.
    let standardError: Double?
    /// Whether the difference is more than twice its standard error.
    let isCertain: Bool

    private init(
        nearer a: SlicedWassersteinRun.Result, farther b: SlicedWassersteinRun.Result
    ) {
        nearer = a.name
        farther = b.name
        let difference = (b.measurement.average - a.measurement.average) * 1000
        // Both measurements drew the same reals in each replicate, so differences are paired.
        let differences = zip(a.measurement.averageBootstrap, b.measurement.averageBootstrap)
            .map { ($1 - $0) * 1000 }
        let error = SlicedWassersteinMeasurement.spread(differences)
        self.difference = difference
        standardError = error
        isCertain = error.map { difference > 2 * $0 } ?? false
    }

    /// Compares each set with the next one when they are ordered by their averages.
    static func ranking(_ results: [SlicedWassersteinRun.Result]) -> [Verdict] {
        let ordered = results.sorted { $0.measurement.average < $1.measurement.average }
        return zip(ordered, ordered.dropFirst()).map { Verdict(nearer: $0, farther: $1) }
    }

    /// The verdict in a sentence.
    var sentence: String {
        let numbers =
            "difference \(DistanceTable.thousandths(difference)), standard error over images "
            + DistanceTable.thousandths(standardError)
        return isCertain
            ? "\(nearer) is nearer than \(farther) (\(numbers))"
            : "\(nearer) and \(farther) cannot be told apart (\(numbers))"
    }
}

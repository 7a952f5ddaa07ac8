// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

/// Divides a set into parts for training, validation and testing.
///
/// Which part an image goes to depends on its name and the seed, not on its place in the set; where
/// there are classes, each is divided in the same proportion.
public struct DatasetSplit: Sendable, Equatable {
    /// Indices for training, in the order of the set.
    public let training: [Int]
    /// Indices for choosing settings.
    public let validation: [Int]
    /// Indices for the final score.
    public let test: [Int]

    /// Divides a set.
    ///
    /// - Parameters:
    ///   - set: The set.
    ///   - validation: The share for validation, at least 0.
    ///   - test: The share for testing, at least 0; both together are at most 1.
    ///   - seed: Where the random numbers start.
    public init(_ set: any ImageSet, validation: Double, test: Double, seed: UInt64) {
        precondition(
            validation >= 0 && test >= 0 && validation + test <= 1,
            "shares of \(validation) and \(test) are not parts of 1")
        let stream = RandomStream(seed: seed) / "split"
        let keys = (0..<set.count).map { index in
            var generator = (stream / set.name(at: index)).generator()
            return generator.next()
        }
        let classes = set.labels?.values
        let groups = Dictionary(grouping: 0..<set.count) { classes?[$0] ?? 0 }
        var parts: (training: [Int], validation: [Int], test: [Int]) = ([], [], [])
        for group in groups.values {
            // Names are unique, so ties of 64-bit keys are broken by them the same way always.
            let order = group.sorted {
                (keys[$0], set.name(at: $0)) < (keys[$1], set.name(at: $1))
            }
            let testCount = Int((Double(order.count) * test).rounded())
            let rest = order.count - testCount
            let validationCount = min(Int((Double(order.count) * validation).rounded()), rest)
            parts.test += order.prefix(testCount)
            parts.validation += order.dropFirst(testCount).prefix(validationCount)
            parts.training += order.dropFirst(testCount + validationCount)
        }
        training = parts.training.sorted()
        self.validation = parts.validation.sorted()
        self.test = parts.test.sorted()
    }
}

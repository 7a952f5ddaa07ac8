// SPDX-License-Identifier: Apache-2.0

/// The mean and spread of numbers that come one by one.
///
/// Kept as count, mean and sum of squared distances (Welford 1962; merged as in Chan, Golub and
/// LeVeque 1979), which loses no digits when the spread is small beside the mean.
public struct RunningMoments: Sendable, Hashable, Codable {
    /// How many numbers came.
    public private(set) var count = 0
    /// Their mean; 0 when none came.
    public private(set) var mean = 0.0
    private var squaredDistances = 0.0

    /// Moments of no numbers.
    public init() {}

    /// Moments of some numbers, added in their order.
    public init(_ numbers: some Sequence<Double>) {
        for number in numbers { add(number) }
    }

    /// Adds a number.
    public mutating func add(_ number: Double) {
        count += 1
        let distance = number - mean
        mean += distance / Double(count)
        squaredDistances += distance * (number - mean)
    }

    /// Adds the numbers that `other` has seen.
    public mutating func merge(_ other: RunningMoments) {
        guard other.count > 0 else { return }
        let total = count + other.count
        let distance = other.mean - mean
        squaredDistances +=
            other.squaredDistances
            + distance * distance * Double(count) * Double(other.count) / Double(total)
        mean += distance * Double(other.count) / Double(total)
        count = total
    }

    /// The unbiased estimate of the variance; nil below two numbers.
    public var variance: Double? { count > 1 ? squaredDistances / Double(count - 1) : nil }

    /// The standard error of the mean, √(variance / count); nil below two numbers.
    public var standardError: Double? { variance.map { ($0 / Double(count)).squareRoot() } }
}

// SPDX-License-Identifier: Apache-2.0

/// A summary of an array in a fixture: sums, extremes and the values at some places.
package struct FixtureStatistics: Decodable, Sendable {
    /// A value at an index; a complex value has two parts.
    package struct Probe: Decodable, Sendable {
        package let index: [Int]
        package let value: [Double]

        package init(from decoder: any Decoder) throws {
            var pair = try decoder.unkeyedContainer()
            index = try pair.decode(OneOrMore<Int>.self).values
            value = try pair.decode(OneOrMore<Double>.self).values
        }
    }

    package let shape: [Int]
    package let sum: OneOrMore<Double>
    package let sumOfSquares: Double
    package let minimum: Double?
    package let maximum: Double?
    package let probes: [Probe]

    private enum CodingKeys: String, CodingKey {
        case shape, sum, probes
        case sumOfSquares = "sum_sq"
        case minimum = "min"
        case maximum = "max"
    }
}

/// A number, or a list of numbers, in a fixture.
package struct OneOrMore<Number: Decodable & Sendable>: Decodable, Sendable {
    package let values: [Number]

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Number.self) {
            values = [number]
        } else {
            values = try container.decode([Number].self)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// Numbers separated by commas on a command line, as in `1.5,1.2,1`.
struct NumberList: ExpressibleByArgument, Sendable, Equatable {
    let values: [Float]

    init(_ values: [Float]) { self.values = values }

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map {
            Float($0)
        }
        let values = numbers.compactMap(\.self)
        guard values.count == numbers.count, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
    }

    var defaultValueDescription: String { values.map { "\($0)" }.joined(separator: ",") }
}

// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// One of an enumeration's cases by its name, for enumerations of the library, which know nothing of
/// command lines.
struct NamedChoice<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument,
    Sendable
where Value.RawValue == String {
    let value: Value

    init(_ value: Value) { self.value = value }

    init?(argument: String) {
        guard let value = Value(rawValue: argument) else { return nil }
        self.value = value
    }

    var defaultValueDescription: String { value.rawValue }

    static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}

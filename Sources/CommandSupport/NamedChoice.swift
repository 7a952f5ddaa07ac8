// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// One of an enumeration's cases by its name, for enumerations of the library, which know nothing of
/// command lines.
package struct NamedChoice<Value: RawRepresentable & CaseIterable & Sendable>:
    ExpressibleByArgument,
    Sendable
where Value.RawValue == String {
    /// The case.
    package let value: Value

    /// Wraps a case, as the default of an option.
    package init(_ value: Value) { self.value = value }

    /// The case with this name, or nil.
    package init?(argument: String) {
        guard let value = Value(rawValue: argument) else { return nil }
        self.value = value
    }

    /// The name of the case.
    package var defaultValueDescription: String { value.rawValue }

    /// The names of all cases.
    package static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}

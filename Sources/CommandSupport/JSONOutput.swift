// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Results for programs: one line of JSON, its keys in snake_case as Python's users write them, and in
/// alphabetical order, so that equal results are equal lines.
package enum JSONOutput {
    /// The line for a value, without a line break at its end.
    ///
    /// JSON has no word for numbers that are not finite; they become the strings `"Infinity"`,
    /// `"-Infinity"` and `"NaN"`.
    ///
    /// - Throws: When the value's own `encode(to:)` throws.
    package static func line(for value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// The text on one line: line breaks become spaces, and control characters, which could steer
    /// the terminal when they come from a file's name, become U+FFFD.
    package var onSingleLine: String {
        split(whereSeparator: \.isNewline)
            .map { line in
                String(
                    String.UnicodeScalarView(
                        line.unicodeScalars.map {
                            $0.properties.generalCategory == .control && $0 != "\t"
                                ? "\u{FFFD}" : $0
                        }))
            }
            .joined(separator: " ")
    }
}

// SPDX-License-Identifier: Apache-2.0

/// What keeps a tool from doing its work: printed as `tool: message`, with exit code 1.
///
/// A message says what was tried on which thing, what was found, and what would do.
package struct ToolFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence for the user, without the tool's name.
    package let message: String

    /// Creates a failure with the sentence that the user reads.
    package init(_ message: String) {
        self.message = message
    }

    /// The message alone.
    package var description: String { message }
}

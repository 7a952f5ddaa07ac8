// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport

/// Which output belongs to which input, so that no two inputs of a batch write to one place.
struct OutputClaims {
    private var owners: [String: String] = [:]

    /// Gives the output to the input, or says whose it is already.
    mutating func claim(_ output: String, for input: String) -> ToolFailure? {
        guard let owner = owners[output] else {
            owners[output] = input
            return nil
        }
        return ToolFailure(
            "\(input): its output would be \(output), which is that of \(owner); name the folder "
                + "above both, or run the tool for each")
    }
}

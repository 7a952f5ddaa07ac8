// SPDX-License-Identifier: Apache-2.0

/// The version of the package, as every tool's `--version` prints it and every manifest stores it.
package enum Version {
    /// Major, minor and patch by the rules of semantic versioning.
    package static let current = "0.1.0"
}

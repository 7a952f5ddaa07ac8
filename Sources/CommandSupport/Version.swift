// SPDX-License-Identifier: Apache-2.0

internal import Scoring

/// The version of the package, as every tool's `--version` prints it and every report states it.
package enum Version {
    /// Major, minor and patch by the rules of semantic versioning.
    package static var current: String { ScoreReport.softwareVersion }
}

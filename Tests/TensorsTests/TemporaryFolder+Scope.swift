// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Lends an empty folder, which is there until `body` is done.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.url) }
}

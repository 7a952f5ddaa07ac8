// SPDX-License-Identifier: Apache-2.0

package import Raster

extension ThreadCount {
    /// Splits 0 ..< `total` into at most ``count`` runs of neighbours and handles them side by side,
    /// so that a run can set up its buffers once.
    package func forEachRun(of total: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let runs = min(count, total)
        forEach(below: runs) { run in
            body((total * run / runs)..<(total * (run + 1) / runs))
        }
    }
}

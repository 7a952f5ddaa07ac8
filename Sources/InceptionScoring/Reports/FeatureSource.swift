// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// One side of a Fréchet distance: rows of features, or statistics that were saved earlier.
public enum FeatureSource: Sendable {
    case rows(ImageRows)
    case statistics(FeatureStatistics)

    /// Reads a file: an `.npz` with `mu` and `sigma` holds statistics, anything else rows.
    ///
    /// - Throws: When the file cannot be read or holds neither.
    public init(contentsOf url: URL, as kind: RowKind? = nil) throws(InceptionScoringError) {
        if try ImageRows.isArchive(url.shownPath) {
            let archive = try NumPyArchive(contentsOf: url)
            if archive.names.contains("mu"), archive.names.contains("sigma") {
                self = .statistics(try FeatureStatistics(archive))
                return
            }
        }
        self = .rows(try ImageRows(contentsOf: url, as: kind))
    }

    /// The mean and covariance, computed for rows.
    func statistics(threads: ThreadCount) throws(InceptionScoringError) -> FeatureStatistics {
        switch self {
        case .rows(let rows): try FeatureStatistics(rows, threads: threads)
        case .statistics(let statistics): statistics
        }
    }

    /// The rows; saved statistics have none.
    func rows(for purpose: String) throws(InceptionScoringError) -> ImageRows {
        switch self {
        case .rows(let rows): return rows
        case .statistics(let statistics):
            throw InceptionScoringError(
                place: statistics.name, problem: "saved statistics hold no images for \(purpose)",
                remedy: "give the features themselves")
        }
    }
}

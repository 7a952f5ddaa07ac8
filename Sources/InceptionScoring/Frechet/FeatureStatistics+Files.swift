// SPDX-License-Identifier: Apache-2.0

internal import Archives
public import ImageFiles

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension FeatureStatistics {
    /// Reads statistics as pytorch-fid and TTUR save them: an `.npz` with `mu` and `sigma`.
    ///
    /// - Throws: When the file cannot be read, or the two do not make a mean and a covariance.
    public init(contentsOf url: URL) throws(InceptionScoringError) {
        try self.init(NumPyArchive(contentsOf: url))
    }

    init(_ archive: NumPyArchive) throws(InceptionScoringError) {
        let mean = try archive.array("mu")
        let covariance = try archive.array("sigma")
        guard mean.shape.count == 1, covariance.shape == [mean.shape[0], mean.shape[0]] else {
            throw InceptionScoringError(
                place: archive.path,
                problem: "mu has the shape \(mean.shape) and sigma \(covariance.shape)",
                remedy: "save a vector and the square matrix of its covariances")
        }
        try self.init(
            mean: mean.doubles, covariance: covariance.doubles, name: archive.path)
    }

    /// Writes the statistics as an `.npz` with `mu` and `sigma`, in double precision, whole or not at
    /// all.
    ///
    /// - Throws: When the file cannot be written.
    public func write(to url: URL) throws(ImageFileError) {
        let arrays = [
            ("mu", NumPyArray(shape: [columns], samples: .float64(mean))),
            ("sigma", NumPyArray(shape: [columns, columns], samples: .float64(covariance))),
        ]
        try AtomicFile.replace(url, with: NumPyArchive.encoded(arrays))
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster
public import Scoring

extension SlicedWassersteinMeasurement {
    /// The measurement as a report, in thousandths and under the published column names
    /// (`SWDx1e3_64`, …, `SWDx1e3_avg`), each followed by its floor.
    ///
    /// The uncertainty of a distance is that of the images where they were drawn again, and else
    /// that of the directions.
    ///
    /// - Parameter warnings: What the caller knows of the images; this measurement's own warnings
    ///   follow.
    /// - Returns: The report; equal evidence gives equal reports.
    public func report(warnings: [String] = []) -> ScoreReport {
        var values: [ScoreReport.Value] = []
        for level in levels {
            let name = "\(level.size.height)"
            values.append(
                Self.value(
                    "SWDx1e3_\(name)", level.distance.mean, level.distance.standardError,
                    level.bootstrap))
            values.append(
                Self.value("maxSWDx1e3_\(name)", level.distance.maximum, nil, []))
            if let floor = level.floor {
                values.append(Self.value("floorx1e3_\(name)", floor.mean, floor.standardError, []))
            }
            if let approximation = level.approximation {
                values.append(Self.value("ASWx1e3_\(name)", approximation, nil, []))
            }
        }
        values.append(
            Self.value("SWDx1e3_avg", average, averageStandardError, averageBootstrap))
        if let averageFloor {
            values.append(Self.value("floorx1e3_avg", averageFloor, nil, []))
        }
        if let averageApproximation {
            values.append(Self.value("ASWx1e3_avg", averageApproximation, nil, []))
        }
        var counts = [
            ScoreReport.Count(name: "reals", count: realCount),
            ScoreReport.Count(name: "fakes", count: fakeCount),
            ScoreReport.Count(name: "directions", count: measured.directionCount),
            ScoreReport.Count(name: "patches per image", count: measured.patchesPerImage),
        ]
        if let floorCount {
            counts.append(
                ScoreReport.Count(name: "reals on either side of the floor", count: floorCount))
        }
        if bootstrapReplicates > 0 {
            counts.append(
                ScoreReport.Count(name: "bootstrap replicates", count: bootstrapReplicates))
        }
        return ScoreReport(
            name: "sliced Wasserstein distance", values: values, counts: counts, seed: seed,
            settings: [
                ScoreReport.Setting(name: "size", value: "\(size)"),
                ScoreReport.Setting(name: "patch size", value: "\(measured.patchSize)"),
                ScoreReport.Setting(name: "repeats", value: "\(measured.repeats)"),
                ScoreReport.Setting(name: "least height", value: "\(measured.leastHeight)"),
                ScoreReport.Setting(name: "p", value: "\(order.rawValue)"),
                ScoreReport.Setting(
                    name: "random numbers",
                    value: usesLegacyStream ? "NumPy legacy" : "own streams"),
                ScoreReport.Setting(
                    name: "official", value: isOfficial ? "yes" : "no: other settings"),
            ], warnings: warnings + self.warnings)
    }

    /// Whether the number is comparable with published ones, but for the number of images.
    public var isOfficial: Bool {
        measured == .published && order == .first && realCount == fakeCount
    }

    /// What a reader must know before comparing these numbers.
    public var warnings: [String] {
        var warnings: [String] = []
        let fewest = min(realCount, fakeCount)
        if fewest < 2048 {
            warnings.append(
                "\(fewest) images are few: the floor follows 1/√images, so compare only with values "
                    + "at the same number; published ones used 16384")
        }
        if realCount != fakeCount {
            warnings.append(
                "the sets have \(realCount) and \(fakeCount) images; the published measure takes as "
                    + "many of either")
        }
        let names = ["red", "green", "blue"]
        for (index, level) in levels.enumerated() where level.constantChannels.contains(true) {
            let constant = names.indices.filter { level.constantChannels[$0] }.map { names[$0] }
            warnings.append(
                "level \(index) has constant channels (\(constant.joined(separator: ", "))), which "
                    + "are left out")
        }
        return warnings
    }

    private static func value(
        _ name: String, _ value: Double, _ error: Double?, _ replicates: [Double]
    ) -> ScoreReport.Value {
        var uncertainty: Uncertainty?
        if let spread = spread(replicates) {
            uncertainty = Uncertainty(standardError: spread * 1000, source: .bootstrap)
        } else if let error {
            uncertainty = Uncertainty(standardError: error * 1000, source: .sampling)
        }
        return ScoreReport.Value(
            name: name, value: value * 1000, unit: "1e-3 deviations", uncertainty: uncertainty)
    }
}

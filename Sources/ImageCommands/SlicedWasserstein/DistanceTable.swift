// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Raster
internal import SlicedWassersteinDistance

/// A measurement as a table: a row a level and the average, under the protocol.
enum DistanceTable {
    static func text(_ measurement: SlicedWassersteinMeasurement) -> String {
        let hasFloor = measurement.floorCount != nil
        let hasBootstrap = measurement.bootstrapReplicates > 0
        let hasApproximation = measurement.averageApproximation != nil
        var columns: [TableFormatter.Column] = [
            .left("column"), .right("level"), .right("distance"), .right("± directions"),
        ]
        if hasBootstrap { columns.append(.right("± images")) }
        if hasFloor { columns.append(.right("floor")) }
        columns.append(.right("greatest"))
        if hasApproximation { columns.append(.right("ASW")) }
        var table = TableFormatter(columns: columns)
        for level in measurement.levels {
            var row = [
                "SWDx1e3_\(level.size.height)", "\(level.size)", number(level.distance.mean),
                number(level.distance.standardError),
            ]
            if hasBootstrap {
                row.append(number(SlicedWassersteinMeasurement.spread(level.bootstrap)))
            }
            if hasFloor { row.append(number(level.floor?.mean)) }
            row.append(number(level.distance.maximum))
            if hasApproximation { row.append(number(level.approximation)) }
            table.append(row)
        }
        var row = [
            "SWDx1e3_avg", "", number(measurement.average),
            number(measurement.averageStandardError),
        ]
        if hasBootstrap {
            row.append(number(SlicedWassersteinMeasurement.spread(measurement.averageBootstrap)))
        }
        if hasFloor { row.append(number(measurement.averageFloor)) }
        row.append("")
        if hasApproximation { row.append(number(measurement.averageApproximation)) }
        table.append(row)
        return header(measurement) + table.text
    }

    private static func header(_ measurement: SlicedWassersteinMeasurement) -> String {
        let source =
            "seed \(measurement.seed)"
            + (measurement.usesLegacyStream ? " of NumPy's legacy stream" : "")
        var lines = [
            "\(measurement.realCount) reals, \(measurement.fakeCount) fakes of \(measurement.size); "
                + "\(measurement.measured.summary); p = \(measurement.order.rawValue); \(source)"
                + (measurement.isOfficial ? "" : "; not the published protocol")
        ]
        if let count = measurement.floorCount {
            lines.append("floor: \(count) reals against \(count) other reals")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A distance, times 1000.
    private static func number(_ value: Double?) -> String { thousandths(value.map { $0 * 1000 }) }

    /// A number that is in thousandths already, with the digits that the published program prints.
    static func thousandths(_ value: Double?) -> String {
        value.map { $0.decimals(4) } ?? "–"
    }
}

extension Double {
    /// The number with so many digits after the point.
    func decimals(_ count: Int) -> String {
        guard isFinite, magnitude < 1e9 else { return "\(self)" }
        let unit = (0..<count).reduce(1) { power, _ in power * 10 }
        let whole = Int((magnitude * Double(unit)).rounded())
        let digits = String(whole % unit)
        let sign = self < 0 && whole > 0 ? "-" : ""
        return "\(sign)\(whole / unit)."
            + String(repeating: "0", count: count - digits.count) + digits
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import PyramidFiles
internal import Raster

/// What a decomposition gave: for a person, one line or a table of levels; for a program, JSON.
struct PyramidSummary: Encodable, Sendable {
    struct Level: Encodable, Sendable {
        let file: String
        let width: Int
        let height: Int
        let minimum: Float
        let maximum: Float
        let mean: Double
        /// Root mean square, over all channels.
        let rms: Double
    }

    let input: String
    let folder: String
    let convention: String
    let arithmetic: String
    let levels: [Level]
    let notes: [String]
    private let line: String

    init(
        of pyramid: StoredPyramid, input: String, folder: String, level fileName: (Int) -> String
    ) {
        self.input = input
        self.folder = folder
        convention = pyramid.convention.name.rawValue
        arithmetic = pyramid.arithmetic.rawValue
        notes = pyramid.notes
        line = Self.line(of: pyramid)
        levels = pyramid.images.enumerated().map { index, image in
            let statistics = image.planes.map(\.statistics)
            func average(_ value: KeyPath<SampleStatistics, Double>) -> Double {
                statistics.reduce(0) { $0 + $1[keyPath: value] } / Double(statistics.count)
            }
            return Level(
                file: fileName(index), width: image.width, height: image.height,
                minimum: statistics.map(\.least).min() ?? .nan,
                maximum: statistics.map(\.greatest).max() ?? .nan,
                mean: average(\.mean), rms: average(\.meanSquare).squareRoot())
        }
    }

    /// What a line of a batch says of a pyramid.
    static func line(of pyramid: StoredPyramid) -> String {
        let count = pyramid.bandCount + (pyramid.hasResidual ? 1 : 0)
        return
            "\(count) level\(count == 1 ? "" : "s"), \(pyramid.convention.name.rawValue), \(pyramid.arithmetic.rawValue)"
    }

    private enum CodingKeys: CodingKey {
        case input, folder, convention, arithmetic, levels, notes
    }

    var table: String {
        var table = TableFormatter(columns: [
            .left("level"), .right("size"), .right("minimum"), .right("maximum"), .right("mean"),
            .right("rms"),
        ])
        for level in levels {
            table.append([
                level.file, "\(level.width)×\(level.height)", Double(level.minimum).shown,
                Double(level.maximum).shown, level.mean.shown, level.rms.shown,
            ])
        }
        let notes = notes.map { "note: \($0)\n" }.joined()
        return "\(folder)  \(line)".onSingleLine + "\n" + table.text + notes
    }
}

extension Double {
    /// Six significant digits at most, for tables.
    var shown: String {
        guard isFinite else { return isNaN ? "nan" : "\(self)" }
        guard self != 0 else { return "0" }
        var scale = 1.0
        while abs(self) * scale < 100_000 && scale < 1e6 { scale *= 10 }
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? "\(Int(rounded))" : "\(rounded)"
    }
}

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

    init(
        of pyramid: StoredPyramid, input: String, folder: String, level fileName: (Int) -> String
    ) {
        self.input = input
        self.folder = folder
        convention = pyramid.convention.name.rawValue
        arithmetic = pyramid.arithmetic.rawValue
        notes = pyramid.notes
        levels = pyramid.images.enumerated().map { index, image in
            let extremes = image.planes.map(\.extremes)
            let channels = Double(image.planes.count)
            let squares = image.planes.reduce(0) { $0 + $1.meanSquare }
            return Level(
                file: fileName(index), width: image.width, height: image.height,
                minimum: extremes.map(\.least).min() ?? .nan,
                maximum: extremes.map(\.greatest).max() ?? .nan,
                mean: image.planes.reduce(0) { $0 + $1.mean } / channels,
                rms: (squares / channels).squareRoot())
        }
    }

    var line: String { "\(levels.count) levels, \(convention), \(arithmetic)" }

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
        return "\(folder)  \(line)\n" + table.text + notes
    }
}

extension Plane {
    /// The mean of the squared samples, accumulated in double precision.
    fileprivate var meanSquare: Double {
        withSamples { samples in
            var sum = 0.0
            for index in samples.indices { sum += Double(samples[index]) * Double(samples[index]) }
            return sum / Double(samples.count)
        }
    }
}

extension Double {
    /// Six significant digits at most, for tables.
    var shown: String {
        guard isFinite, self != 0 else { return self == 0 ? "0" : "\(self)" }
        var scale = 1.0
        while abs(self) * scale < 100_000 && scale < 1e6 { scale *= 10 }
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? "\(Int(rounded))" : "\(rounded)"
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import GenerativeModels
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// One score of a run.
struct ScoredMoment: Encodable {
    /// Images, minutes or work until then, in the unit of the axis.
    let at: Double
    /// The score.
    let score: Double
}

/// The scores that a run has written to its log.
struct RunScores {
    private let recipe: ProGAN.Recipe
    private let path: String
    private let entries: [LogEntry]

    /// Reads the log of a run.
    init(of path: String) throws {
        let place = URL(filePath: path, directoryHint: .isDirectory)
        guard RunFolder.exists(at: place) else {
            throw ToolFailure("\(path) holds no run; train one with progan train SET -o \(path)")
        }
        self.path = path
        recipe = try ProGAN.RunSettings.record(at: place).recipe.recipe
        entries = try RunFolder(reading: place).log()
    }

    /// The names of all scores.
    var names: [String] { Set(entries.flatMap { ($0.scores ?? [:]).keys }).sorted() }

    /// A score along an axis.
    func moments(
        of name: String, against axis: ProGANCommand.Compare.Axis
    ) throws(ToolFailure) -> [ScoredMoment] {
        let scored = entries.compactMap { entry in
            entry.scores?[name].map { (entry: entry, score: $0) }
        }
        let places: [Double]
        switch axis {
        case .images: places = scored.map { Double($0.entry.images) / 1000 }
        case .time: places = scored.map { $0.entry.seconds / 60 }
        case .work:
            guard let work = recipe.work(afterImages: scored.map(\.entry.images)) else {
                throw ToolFailure(
                    "\(path) grew when its scores said so, and its work does not follow from its "
                        + "images; use --against time")
            }
            places = work.map { $0 / 1e12 }
        }
        return zip(places, scored).map { ScoredMoment(at: $0, score: $1.score) }
    }
}

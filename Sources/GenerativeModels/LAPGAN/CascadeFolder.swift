// SPDX-License-Identifier: Apache-2.0

public import Foundation
internal import ImageFiles
internal import Layers
internal import Tensors
public import Training

/// A cascade on disk: `lapgan.json`, the statistics of its normalisation if it has some, and one run a
/// level, `level-0` for the finest.
///
/// The levels are runs of their own: they may be trained by processes that know nothing of each other,
/// and a level that was trained elsewhere may be copied in, if it has the same
/// ``CascadeDescription``.
public struct CascadeFolder: Sendable {
    /// Where it is.
    public let url: URL
    /// What it says of itself.
    public let manifest: CascadeManifest

    private static let manifestFile = "lapgan.json"
    private static let statisticsFile = "normalisation.safetensors"

    /// Opens a cascade.
    ///
    /// - Throws: ``CascadeError`` when there is none.
    public init(_ url: URL) throws(CascadeError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            manifest = try decoder.decode(
                CascadeManifest.self, from: Data(contentsOf: url.appending(path: Self.manifestFile))
            )
        } catch {
            throw CascadeError(
                "\(url.path): there is no \(Self.manifestFile) of a LAPGAN run; start one with "
                    + "lapgan train DATA -o \(url.lastPathComponent)")
        }
        self.url = url
    }

    /// Starts a cascade, or opens the one of the same manifest that is there.
    ///
    /// Processes that train different levels may do so at the same time: what they write is the same.
    ///
    /// - Throws: ``CascadeError`` when there is another cascade, and file errors.
    public init(
        creating url: URL, _ manifest: CascadeManifest, normaliser: Normaliser
    ) throws {
        if FileManager.default.fileExists(
            atPath: url.appending(path: Self.manifestFile).path)
        {
            let stored = try CascadeFolder(url).manifest
            guard stored == manifest else {
                throw CascadeError(
                    "\(url.path): the folder holds another cascade (\(stored.recipe.name) on "
                        + "\(stored.data), seed \(stored.seed)); go on with it by --resume, or name "
                        + "another folder")
            }
        } else {
            try AtomicFolder.make(url)
            if let (mean, deviation) = normaliser.statistics {
                try SafetensorsFile.write(
                    [("mean", mean), ("deviation", deviation)],
                    to: url.appending(path: Self.statisticsFile).path)
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            try AtomicFile.replace(
                url.appending(path: Self.manifestFile), with: Array(encoder.encode(manifest)))
        }
        self.url = url
        self.manifest = manifest
    }

    /// The run of a level.
    public func run(of level: Int) -> URL { url.appending(path: "level-\(level)") }

    /// The pyramid.
    public func pyramid() throws(CascadeError) -> CascadePyramid {
        try CascadePyramid(
            sides: manifest.cascade.sides, operators: manifest.cascade.operators)
    }

    /// The normalisation with its statistics.
    ///
    /// - Throws: When the file of statistics is missing or damaged.
    public func normaliser() throws -> Normaliser {
        switch manifest.cascade.normalisation {
        case .signed: return .signed
        case .standardised:
            let file = try SafetensorsFile(
                path: url.appending(path: Self.statisticsFile).path)
            return .standardised(
                mean: try file.tensor(named: "mean"),
                deviation: try file.tensor(named: "deviation"))
        }
    }

    /// What a level's run stores of itself.
    ///
    /// - Throws: ``CascadeError`` when the level was not trained or belongs to another cascade.
    public func record(of level: Int) throws -> RunRecord<LevelRecipe> {
        let place = run(of: level)
        guard RunFolder.exists(at: place) else { throw untrained(level) }
        let record = try RunFolder.record(at: place, recipe: LevelRecipe.self)
        var differences = manifest.cascade.differences(from: record.recipe.cascade)
        if record.recipe.level != level {
            differences.append("level \(record.recipe.level) instead of \(level)")
        }
        guard differences.isEmpty else {
            throw CascadeError(
                "\(place.path): the level does not belong to this cascade: it has "
                    + differences.joined(separator: ", ") + "; train it anew or take it out")
        }
        return record
    }

    /// The generator of a level from its newest checkpoint.
    ///
    /// - Throws: As ``record(of:)``, and when the weights are damaged or of other networks.
    public func generator(of level: Int) throws -> LevelGenerator {
        let recipe = try record(of: level).recipe
        guard let checkpoint = try RunFolder(reading: run(of: level)).newestCheckpoint() else {
            throw untrained(level)
        }
        let generator = try LevelGenerator(recipe.architecture, recipe.shape, seed: 0)
        let name = recipe.training.averageDecay == nil ? "generator" : "generator.average"
        try ParameterFile(checkpoint.appending(path: "\(name).safetensors").path)
            .read(into: generator.parameters)
        return try recipe.samplingGenerator(generator.parameters)
    }

    /// After which step a level's newest checkpoint is; nil when there is none.
    public func step(of level: Int) throws -> Int? {
        guard RunFolder.exists(at: run(of: level)) else { return nil }
        return try RunFolder(reading: run(of: level)).newestCheckpoint().flatMap(Self.step)
    }

    private static func step(of checkpoint: URL) -> Int? {
        Int(checkpoint.lastPathComponent.dropFirst("step-".count))
    }

    /// All levels as one generator.
    public func cascade() throws -> LaplacianCascade {
        LaplacianCascade(
            pyramid: try pyramid(), normaliser: try normaliser(),
            classes: manifest.cascade.classes,
            generators: try manifest.cascade.sides.indices.map {
                try generator(of: $0).network
            })
    }

    private func untrained(_ level: Int) -> CascadeError {
        CascadeError(
            "\(url.path): level \(level) has not been trained; run lapgan train --resume "
                + "\(url.lastPathComponent) --level \(level)")
    }
}

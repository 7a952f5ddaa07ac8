// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Classifiers
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Tensors
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension LAPGANCommand {
    struct Train: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train a cascade, or one of its levels.",
            discussion: """
                The run's folder gets lapgan.json and a folder a level, each a run of its own with \
                log, pictures, checkpoints and a report. All levels are trained, the coarsest first, \
                unless --level names one. Any number of processes may train different levels at the \
                same time; weights depend on data, recipe, seed and level alone.

                Ctrl-C ends with a checkpoint; --resume goes on from it.
                """)

        @OptionGroup var training: TrainingArguments
        @OptionGroup var classifier: ScoringClassifier

        @Option(
            help: ArgumentHelp(
                "The networks and how they are trained: \(Self.recipeNames). If omitted, demo32.",
                valueName: "name"))
        var recipe: String?

        @Option(
            help: ArgumentHelp(
                "Train this level alone; 0 is the finest. If omitted, all, the coarsest first.",
                valueName: "number"))
        var level: Int?

        @Option(
            help: ArgumentHelp(
                """
                What is done to values first: signed (nothing) or standardised (each pixel's mean \
                and deviation over the set). If omitted, what the recipe says.
                """, valueName: "name"))
        var normalisation: NamedChoice<Normalisation>?

        private static let recipeNames = LAPGANRecipe.named.map(\.name).joined(separator: ", ")

        func validate() throws {
            if let recipe, Self.recipe(recipe) == nil {
                throw ValidationError(
                    "there is no recipe '\(recipe)'; there are \(Self.recipeNames)")
            }
            if training.resume != nil,
                recipe != nil || normalisation != nil || classifier.path != nil
            {
                throw ValidationError(
                    "--resume goes on with a run as it was started; leave out --recipe, "
                        + "--normalisation and --classifier")
            }
            if let level, level < 0 {
                throw ValidationError("--level counts from 0, the finest, not \(level)")
            }
        }

        func run() throws {
            try Engine.use(training.threads.count)
            let (folder, set) = try open()
            let sides = folder.manifest.cascade.sides
            if let level, level >= sides.count {
                throw ToolFailure(
                    "there is no level \(level); the coarsest of \(folder.manifest.recipe.name) "
                        + "is \(sides.count - 1)")
            }
            let scoring = try folder.manifest.classifier.map { try NetworkClassifier(weights: $0) }
            let levels = level.map { [$0] } ?? Array(sides.indices.reversed())
            for level in levels {
                let session = try LevelSession(
                    level, of: folder, on: set, images: training.images, classifier: scoring,
                    threads: training.threads.count)
                let watch = TrainingWatch(
                    total: session.total, from: session.images,
                    isQuiet: training.quiet.isRequested)
                let ending = try watch.observe { try session.train(shouldStop: $0) }
                if !training.quiet.isRequested {
                    print(
                        "level \(level), \(sides[level])×\(sides[level]): \(session.images) of "
                            + "\(session.total) images, \(folder.run(of: level).path)")
                }
                if ending == .stopped { throw ExitCode(130) }
            }
        }

        /// The cascade's folder and the prepared set.
        private func open() throws -> (CascadeFolder, any ImageSet) {
            switch try training.choice() {
            case .start(let data, let output):
                var recipe = Self.recipe(recipe ?? LAPGANRecipe.demo32.name) ?? .demo32
                if let normalisation { recipe.normalisation = normalisation.value }
                let reading = training.reading
                let set = try ReadableSet(
                    for: "lapgan", reading, threads: training.threads.count,
                    isQuiet: training.quiet.isRequested
                ).open(data)
                try recipe.require(set, called: data)
                let normaliser = try Normaliser.fitted(
                    recipe.normalisation, to: recipe.parts(of: set).training)
                let manifest = CascadeManifest(
                    cascade: recipe.description(
                        for: set, statistics: try normaliser.checksum()),
                    recipe: recipe, seed: training.seed.value, data: data,
                    preparation: reading.preparation, skipsUnreadable: reading.skipUnreadable,
                    axes: reading.axes,
                    classNames: recipe.isConditional ? set.labels?.names ?? [] : [],
                    classifier: try classifier.checkedPath())
                return (
                    try CascadeFolder(
                        creating: URL(filePath: output), manifest, normaliser: normaliser), set
                )
            case .resume(let run):
                let folder = try CascadeFolder(URL(filePath: run))
                let manifest = folder.manifest
                let set = try ReadableSet(
                    for: "lapgan", training.reading, axes: manifest.axes,
                    preparation: manifest.preparation,
                    skipsUnreadable: manifest.skipsUnreadable, threads: training.threads.count,
                    isQuiet: training.quiet.isRequested
                ).open(manifest.data)
                try manifest.recipe.require(set, called: manifest.data)
                return (folder, set)
            }
        }

        private static func recipe(_ name: String) -> LAPGANRecipe? {
            LAPGANRecipe.named.first { $0.name == name }
        }
    }
}

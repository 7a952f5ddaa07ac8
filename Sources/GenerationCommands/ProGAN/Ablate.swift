// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Raster
internal import Tensors
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Ablate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train the ladder of the paper's Table 1, technique by technique.",
            discussion: """
                Eight runs, from (a), the method of Gulrajani et al. 2017, to (g), all techniques, each on \
                as many images, in folders of these names; (e*) and (e) are two ways from (d). A ladder that was stopped goes on with the \
                same command. Each rung is scored against the set as `progan evaluate` does.
                """)

        @Argument(help: "What is learned from; what `progan train` takes.") var data: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("A folder for the eight runs.", valueName: "folder"))
        var output: String

        @Option(
            help: ArgumentHelp(
                "The recipe that is rung (g). If omitted, demo32.", valueName: "name"))
        var recipe: RecipeArgument?

        @Option(
            help: ArgumentHelp(
                "Train each rung on this many images. If omitted, as many as the recipe says.",
                valueName: "count"))
        var images: Int?

        @OptionGroup(title: "How images are read") var reading: SetReadingArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            if let images, images < 1 {
                throw ValidationError("--images must be at least 1, not \(images)")
            }
        }

        /// A row of the table, for programs.
        private struct Row: Encodable {
            let rung: String
            let change: String
            let scores: [String: Double]
        }

        func run() throws {
            try Engine.use(threads.count)
            let set = try TrainingSet(
                data, reading, preparation: reading.preparation,
                skipsUnreadable: reading.skipUnreadable, threads: threads.count,
                isQuiet: quiet.isRequested)
            var base = recipe?.recipe ?? .demo32
            base.architecture.channels = set.first.channels.count
            if let images { base.images = images }
            guard base.architecture.resolution >= 16 else {
                throw ToolFailure("scores begin with images of 16×16")
            }
            let measure = try SampleScores(reals: set.prepared, threads: threads.count)
            var rows: [Row] = []
            let ladder = ProGAN.Rung.ladder(to: base)
            let progress = ProgressReporter(
                total: ladder.count, unit: "rungs", isQuiet: quiet.isRequested)
            defer { progress.finish() }
            for rung in ladder {
                let place = URL(filePath: output, directoryHint: .isDirectory)
                    .appending(path: rung.letter)
                let record = RunRecord(
                    system: ProGAN.RunSettings.system,
                    recipe: ProGAN.RunSettings(
                        recipe: rung.recipe, preparation: reading.preparation,
                        skipsUnreadable: reading.skipUnreadable, axes: reading.axes),
                    plan: rung.recipe.plan, seed: seed.value, data: data,
                    versions: ["pyramidion": Version.current])
                // A rung that is there goes on, or is left as it is when it is done.
                try ProGANTraining(record, on: set, threads: threads.count, isQuiet: true)
                    .train(in: place)
                guard Interruption.ofProcess.signal == nil else { return }
                let trained = try TrainedRun(place.path)
                let scores = try measure.scores(of: trained.sampler)
                rows.append(
                    Row(
                        rung: rung.letter, change: rung.change,
                        scores: Dictionary(scores.map { ($0.name, $0.value) }) { $1 }))
                progress.advance()
            }
            progress.finish()
            print(json.isRequested ? try JSONOutput.line(for: rows) : Self.table(rows))
        }

        private static func table(_ rows: [Row]) -> String {
            let levels =
                (rows.first?.scores.keys.compactMap { name -> Int? in
                    name.hasPrefix("swd.") ? Int(name.dropFirst(4)) : nil
                } ?? []).sorted(by: >)
            var table = TableFormatter(
                columns: [.left("rung"), .left("what it adds")]
                    + levels.map { .right("SWD \($0)") }
                    + [.right("SWD mean"), .right("MS-SSIM")])
            for row in rows {
                let numbers = (levels.map { "swd.\($0)" } + ["swd.mean"]).map { name in
                    row.scores[name].map { ScoreLines.decimals($0, 2) } ?? ""
                }
                let similarity = row.scores["ms_ssim"].map { ScoreLines.decimals($0, 4) } ?? ""
                table.append(["(\(row.rung))", row.change] + numbers + [similarity])
            }
            return String(table.text.dropLast())
        }
    }
}

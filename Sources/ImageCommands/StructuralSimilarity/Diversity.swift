// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import Raster
internal import Scoring
internal import StructuralSimilarity

extension SimilarityCommand {
    struct Diversity: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how varied a set of images is: the mean MS-SSIM of pairs of them.",
            discussion: """
                Lower is more varied. The number says nothing about quality; give that of as many real \
                images beside it. Pairs are scored as in "Progressive growing of GANs".
                """)

        @Argument(
            help: """
                A folder of images or class folders, a ZIP archive, a .npy array, CIFAR's or MNIST's \
                files, a rendered set, or a store.
                """)
        var input: String

        @Option(
            help: ArgumentHelp(
                "Score this many random pairs, or with --by-class this many in each class.",
                valueName: "count"))
        var pairs: Int = 10_000

        @Flag(
            help: ArgumentHelp(
                "Pair the images in the order of their names, as generated images are: the first with "
                    + "the second, the third with the fourth, and so on."))
        var consecutive = false

        @Flag(help: "Pair images within their class: a label, or the subfolder that they are in.")
        var byClass = false

        @OptionGroup var reading: SetReadingArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument

        func validate() throws {
            guard pairs >= 1 else {
                throw ValidationError("--pairs must be at least 1, not \(pairs)")
            }
            if consecutive && byClass {
                throw ValidationError("--consecutive and --by-class cannot go together")
            }
        }

        func run() throws {
            let set = try openSet()
            let report: ScoreReport
            do {
                report = consecutive ? try consecutivePairs(set) : try randomPairs(set)
            } catch let error as SimilarityError {
                throw ToolFailure("\(input): \(error)")
            }
            if json.isRequested { return print(try JSONOutput.line(for: report)) }
            show(report)
        }

        private func randomPairs(_ set: any ImageSet) throws -> ScoreReport {
            var classes: [String]?
            if byClass {
                guard let labels = set.labels else {
                    throw ToolFailure(
                        "\(input): the set has no classes; put the images of each class into a "
                            + "subfolder of its own, or leave out --by-class")
                }
                classes = labels.values.map { labels.name(of: $0) }
            }
            return try SetDiversity(
                pairCount: pairs, seed: seed.value, threads: threads.count
            ).report(
                names: (0..<set.count).map { set.name(at: $0) }, classes: classes,
                image: try loader(set))
        }

        private func consecutivePairs(_ set: any ImageSet) throws -> ScoreReport {
            let load = try loader(set)
            let names = (0..<set.count).map { set.name(at: $0) }
            let order = names.indices.sorted {
                names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
            }
            let count = min(set.count / 2, pairs) * 2
            var collector = DiversityCollector(threads: threads.count)
            for start in stride(from: 0, to: count, by: Self.batchSize) {
                let images = try order[start..<min(start + Self.batchSize, count)].map(load)
                try collector.add(ImageBatch(images))
            }
            return try collector.finish()
        }

        private static let batchSize = 256

        /// Reads the image at a place; all must be like the first.
        private func loader(
            _ set: any ImageSet
        ) throws -> @Sendable (_ index: Int) throws -> Image {
            let first = try set.image(at: 0)
            let (size, channels, range) = (first.size, first.channels, first.range)
            let input = input
            return { index in
                let image = try set.image(at: index)
                guard image.size == size, image.channels == channels else {
                    throw ToolFailure(
                        "\(input): \(set.name(at: index)) is \(image.channels.rawValue) of "
                            + "\(image.size); every image must be like the first, "
                            + "\(set.name(at: 0)), which is \(channels.rawValue) of \(size); "
                            + "--crop, --resize and --channels bring all to one form")
                }
                guard image.range == range else {
                    throw ToolFailure(
                        "\(input): \(set.name(at: index)) has another range of values than the "
                            + "first image, \(set.name(at: 0)); keep files of one sample format in "
                            + "a set")
                }
                return image
            }
        }

        /// The images, without those that cannot be read where these are to be left out.
        private func openSet() throws -> any ImageSet {
            let set = PreparedImageSet(try reading.open(input), reading.preparation)
            guard reading.skipUnreadable else { return set }
            let (readable, problems) = ImageIntake(
                reading: reading, threads: threads.count, isQuiet: true
            ).survey(set)
            for problem in problems {
                StandardError.write("\(SimilarityCommand.toolName): skipped: \(problem)\n")
            }
            StandardError.write(
                "\(SimilarityCommand.toolName): \(problems.count) of \(set.count) files skipped\n")
            guard !readable.isEmpty else {
                throw ToolFailure("\(input): none of its \(set.count) images can be read")
            }
            return SubsetImageSet(set, indices: readable)
        }

        private func show(_ report: ScoreReport) {
            var table = TableFormatter(columns: [
                .left("what"), .right("value"), .right("standard error"),
            ])
            for value in report.values {
                table.append([
                    value.name, value.value.score, value.uncertainty?.standardError.score ?? "",
                ])
            }
            print(table.text, terminator: "")
            let counts = report.counts.map { "\($0.count) \($0.name)" }
            let settings = report.settings.map { "\($0.name) \($0.value)" }
            let seed = report.seed.map { ["seed \($0)"] } ?? []
            print((counts + settings + seed).joined(separator: ", "))
            for warning in report.warnings { print("note: \(warning)") }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets

extension DatasetCommand {
    struct Split: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Divide a set into stores for training, validation and testing.",
            discussion: """
                Which part an image goes to depends on its name and the seed alone. Where there are \
                classes, each is divided in the same proportion.
                """)

        @OptionGroup var source: DatasetInputArguments

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The folder of the stores train, validation and test.", valueName: "folder"))
        var output: String

        @Option(help: ArgumentHelp("The share for validation.", valueName: "share"))
        var validation: Double = 0

        @Option(help: ArgumentHelp("The share for testing.", valueName: "share"))
        var test: Double = 0.1

        @Option(
            help: ArgumentHelp(
                "Store this many levels. If omitted, halves down to 4 pixels or an odd side.",
                valueName: "count"))
        var levels: Int?

        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            try StoreRun.check(levels: levels)
            guard validation >= 0, test >= 0, validation + test > 0, validation + test < 1 else {
                throw ValidationError(
                    "--validation and --test must be shares that add up to more than 0 and less "
                        + "than 1, not \(validation) and \(test)")
            }
        }

        func run() throws {
            let set = try source.open()
            let split = DatasetSplit(
                set, validation: validation, test: test, seed: seed.value)
            let parts = [
                ("train", split.training, true), ("validation", split.validation, validation > 0),
                ("test", split.test, test > 0),
            ]
            for (name, indices, isWanted) in parts where isWanted && indices.isEmpty {
                throw ToolFailure(
                    "\(source.input): none of its \(set.count) images is left for \(name); choose "
                        + "other shares")
            }
            let run = StoreRun(
                source: source, levels: levels, threads: threads.count, isQuiet: quiet.isRequested)
            var results: [StoreRun.Result] = []
            for (name, indices, isWanted) in parts where isWanted {
                results.append(
                    try run.build(
                        SubsetImageSet(set, indices: indices), at: "\(output)/\(name)"))
            }
            if json.isRequested {
                print(try JSONOutput.line(for: results))
            } else if !quiet.isRequested {
                for result in results { print(result.line) }
            }
        }
    }
}

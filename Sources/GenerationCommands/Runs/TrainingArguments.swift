// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets

/// What every `train` takes: a set and a folder for the run, or a run to go on with.
struct TrainingArguments: ParsableArguments {
    @Argument(
        help: """
            What is learned from: a folder of images or class folders, a ZIP archive, a .npy array, \
            CIFAR's or MNIST's files, a rendered set, or a store that `dataset build` made.
            """)
    var data: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder that the run is kept in.", valueName: "run"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Go on with this run from its newest checkpoint, with the settings it was started with.",
            valueName: "run"))
    var resume: String?

    @Option(
        help: ArgumentHelp(
            "Train on this many images. If omitted, as many as the recipe says.",
            valueName: "count"))
    var images: Int?

    @OptionGroup var seed: SeedArgument
    @OptionGroup var threads: ThreadsArgument
    @OptionGroup(title: "How images are read") var reading: SetReadingArguments
    @OptionGroup var quiet: QuietArgument

    /// Either a new run or one that is there.
    enum Choice {
        case start(data: String, output: String)
        case resume(String)
    }

    /// Refuses what is neither a new run nor one that is there.
    func validate() throws {
        _ = try choice()
        if let images, images < 1 {
            throw ValidationError("--images must be at least 1, not \(images)")
        }
        if resume != nil {
            guard seed.value == 0, reading.preparation == Preparation(), !reading.skipUnreadable
            else {
                throw ValidationError(
                    "--resume goes on with a run as it was started; leave out --seed and how images "
                        + "are read")
            }
        }
    }

    /// What was asked for.
    func choice() throws(ValidationError) -> Choice {
        switch (data, output, resume) {
        case (let data?, let output?, nil): return .start(data: data, output: output)
        case (nil, nil, let run?): return .resume(run)
        case (nil, _, nil):
            throw ValidationError(
                "name what is learned from and the run's folder (-o), or a run with --resume")
        case (_, nil, nil): throw ValidationError("name the folder of the run with -o")
        case (_, _, _?):
            throw ValidationError(
                "--resume goes on with a run as it was started; leave out the set and -o")
        }
    }
}

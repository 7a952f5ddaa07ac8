// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport
internal import Scoring
internal import SlicedWassersteinDistance

/// The tool `swd`.
public struct SlicedWassersteinCommand: ParsableCommand {
    static let toolName = "swd"

    /// The name and the help.
    public static let configuration = CommandConfiguration(
        commandName: toolName,
        abstract: "Measure how far a set of images is from another, level by level.",
        discussion: """
            Prints the sliced Wasserstein distance of "Progressive growing of GANs", times 1000, for \
            each level of a Laplacian pyramid and their mean: fine levels judge sharpness and noise, \
            the 16-pixel level large-scale structure. Beside each stands the floor, which is what \
            reals score against other reals; a distance near it is as good as none.

            A set is a folder of images or class folders, a ZIP archive, a .npy array, CIFAR's or \
            MNIST's files, a rendered set, a store, or evidence that --save-evidence made.

            Examples:
              swd reals fakes
              swd reals.zip fakes.npy --images 16384 --memory 1G
              swd reals fakes --official-rng --seed 1000 --batch-size 64
              swd reals --compare epoch10 epoch20 --plot progress.svg
              swd reals --save-evidence known, then: swd known fakes
            """,
        version: Version.current)

    @Argument(help: "The reference set.") var reals: String
    @Argument(help: "The set that is judged.") var fakes: String?

    @Option(
        help: ArgumentHelp(
            "Take this many images of each set, drawn by their names. If omitted, as many as the "
                + "smallest has.", valueName: "count"))
    var images: Int?

    @Option(
        help: ArgumentHelp(
            "Start the random numbers here; the same seed gives the same digits.",
            valueName: "number"))
    var seed: UInt64 = 1000

    @Option(
        help: ArgumentHelp(
            "Images a batch. With --official-rng it changes the numbers, as in the published "
                + "program, and is 8192 / height within 4 to 256 if omitted; otherwise it changes "
                + "nothing.", valueName: "count"))
    var batchSize: Int?

    @Flag(
        help: """
            Draw patches and directions from NumPy's legacy stream in the order of the published \
            program, so that its digits come out.
            """)
    var officialRng = false

    @Flag(help: "Take all images of every set, although one has more.") var unequal = false

    @Flag(inversion: .prefixedNo, help: "Compare reals with other reals too.") var floor = true

    @Option(
        help: ArgumentHelp(
            "Draw the images again this often, to see how the numbers vary with them. If omitted, 20 "
                + "times with --compare and else not.", valueName: "count"))
    var bootstrap: Int?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Judge these sets, and FAKES if named, and say which is nearest to the reals.",
            valueName: "sets"))
    var compare: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Join evidence of further shards with that of the reals.", valueName: "folders"))
    var joinReals: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Join evidence of further shards with that of the fakes.", valueName: "folders"))
    var joinFakes: [String] = []

    @Option(
        help: ArgumentHelp(
            "Save the evidence of the reals in this folder, to be named in place of a set. Without "
                + "fakes, does no more.", valueName: "folder"))
    var saveEvidence: String?

    @Option(
        help: ArgumentHelp("Draw the levels with their intervals.", valueName: "file.svg"))
    var plot: String?

    @OptionGroup(title: "What is measured") var slicing: SlicingArguments
    @OptionGroup(title: "How images are read") var reading: SetReadingArguments
    @OptionGroup var memory: MemoryArgument
    @OptionGroup var threads: ThreadsArgument
    @OptionGroup var json: JSONArgument
    @OptionGroup var quiet: QuietArgument

    /// Creates the command as it is before parsing.
    public init() {}

    /// The sets that are judged, as typed.
    var judged: [String] { (fakes.map { [$0] } ?? []) + compare }

    /// Refuses options that do not go together.
    public func validate() throws {
        if judged.isEmpty && saveEvidence == nil {
            throw ValidationError(
                "name the set that is judged after the reals, or several with --compare")
        }
        if judged.count == 1 && !compare.isEmpty {
            throw ValidationError("--compare takes at least two sets, FAKES among them if named")
        }
        if judged.isEmpty && plot != nil {
            throw ValidationError("--plot draws distances, and no set is judged")
        }
        if !joinFakes.isEmpty && fakes == nil {
            throw ValidationError("--join-fakes goes with FAKES")
        }
        if let images, images < 2 {
            throw ValidationError("--images must be at least 2, not \(images)")
        }
        if let batchSize, batchSize < 1 {
            throw ValidationError("--batch-size must be at least 1, not \(batchSize)")
        }
        if let bootstrap, !(2...10_000).contains(bootstrap) {
            throw ValidationError("--bootstrap must be between 2 and 10000, not \(bootstrap)")
        }
        if images != nil && unequal {
            throw ValidationError("--images takes as many of each set; leave out --unequal")
        }
        if let plot, !plot.lowercased().hasSuffix(".svg") {
            throw ValidationError("--plot draws SVG; name a file that ends in .svg, not \(plot)")
        }
        if officialRng { try validateOfficial() }
    }

    private func validateOfficial() throws {
        if seed > UInt64(UInt32.max) {
            throw ValidationError("--official-rng takes seeds up to \(UInt32.max), not \(seed)")
        }
        let others = [
            ("--unequal", unequal), ("--compare", !compare.isEmpty),
            ("--join-reals", !joinReals.isEmpty), ("--join-fakes", !joinFakes.isEmpty),
            ("--save-evidence", saveEvidence != nil),
        ]
        if let (name, _) = others.first(where: \.1) {
            throw ValidationError(
                "--official-rng replays one run of the published program, which knows no \(name)")
        }
    }

    /// Loads, measures and reports.
    public func run() throws {
        if let saveEvidence, SlicedWassersteinEvidence.isEvidence(saveEvidence) {
            throw ToolFailure(
                "\(saveEvidence) holds evidence already; name another folder or remove this one")
        }
        let run = try SlicedWassersteinRun(self)
        let results = officialRng ? try run.official() : try run.measured()
        let reports = results.map { $0.measurement.report(warnings: $0.warnings) }
        let verdicts = Verdict.ranking(results)
        if json.isRequested {
            try printJSON(results.map(\.name), reports, verdicts)
        } else if !quiet.isRequested {
            for result in results {
                if results.count > 1 { print("\(result.name):") }
                print(DistanceTable.text(result.measurement), terminator: "")
                if results.count > 1 { print() }
            }
            for verdict in verdicts { print(verdict.sentence) }
        }
        if let plot { try DistancePlot(results).write(to: plot) }
        guard !quiet.isRequested else { return }
        var seen: Set<String> = []
        for warning in reports.flatMap(\.warnings) where seen.insert(warning).inserted {
            StandardError.write("\(Self.toolName): \(warning)\n")
        }
    }

    /// One report, or with several sets their reports and the verdicts.
    private func printJSON(
        _ names: [String], _ reports: [ScoreReport], _ verdicts: [Verdict]
    ) throws {
        if reports.count == 1 {
            print(try JSONOutput.line(for: reports[0]))
        } else if reports.count > 1 {
            print(
                try JSONOutput.line(
                    for: ComparisonReport(
                        sets: zip(names, reports).map {
                            ComparisonReport.Entry(name: $0, report: $1)
                        },
                        verdicts: verdicts)))
        }
    }
}

/// What `--compare --json` prints.
private struct ComparisonReport: Encodable {
    struct Entry: Encodable {
        let name: String
        let report: ScoreReport
    }

    let sets: [Entry]
    let verdicts: [Verdict]
}

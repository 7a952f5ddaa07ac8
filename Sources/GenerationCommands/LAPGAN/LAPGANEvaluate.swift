// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import GenerativeModels
internal import Tensors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension LAPGANCommand {
    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Say how near a cascade's images come to real ones, and which level is to blame.",
            discussion: """
                Sliced Wasserstein distances (times 1000) of three sets against real images: free \
                samples; real coarsest levels with generated bands, which leaves only the finer \
                networks' errors; and real coarsest levels with zero bands, the blur that these must \
                beat. Beside them what real images score against others, and MS-SSIM within each set.

                Then, of some images, the distance of the real band to the nearest of some generated \
                ones (the smaller the better; the paper kept the networks with the smallest), and \
                log-likelihoods by Parzen windows in nats an image, whose widths are chosen on half \
                of the images. Likelihoods over the pyramid need levels that halve the side.
                """)

        @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
        var place: String

        @Argument(help: "The set of real images.")
        var data: String

        @Option(help: ArgumentHelp("Compare this many images of either side.", valueName: "number"))
        var count = 1024

        @Option(
            help: ArgumentHelp(
                "Take likelihoods and nearest bands of this many images; 0 leaves them out.",
                valueName: "number"))
        var likelihood = 100

        @Option(
            help: ArgumentHelp("Draw this many bands for each of them.", valueName: "number"))
        var draws = 128

        @OptionGroup var start: CoarseGenerator
        @OptionGroup var classifier: ScoringClassifier
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument

        func validate() throws {
            if count < 2 { throw ValidationError("--count must be at least 2, not \(count)") }
            if likelihood < 0 || (1..<4).contains(likelihood) {
                throw ValidationError("--likelihood must be 0 or at least 4, not \(likelihood)")
            }
            if draws < 1 { throw ValidationError("--draws must be at least 1, not \(draws)") }
        }

        func run() throws {
            try Engine.use(threads.count)
            let folder = try CascadeFolder(URL(filePath: place))
            let cascade = try folder.cascade()
            let set = PreparedImageSet(
                try ImageSets.open(URL(filePath: data), axes: folder.manifest.axes),
                folder.manifest.preparation)
            try folder.manifest.recipe.require(set, called: data)
            let evaluation = try CascadeEvaluation(
                of: cascade, beside: set, count: count, likelihoodImages: likelihood,
                draws: draws, seed: seed.value, start: try start.opened(for: cascade),
                classifier: try classifier.opened(orElse: folder.manifest.classifier),
                threads: threads.count)
            if json.isRequested { return print(try JSONOutput.line(for: evaluation)) }
            print(Self.text(evaluation, sides: folder.manifest.cascade.sides), terminator: "")
        }

        private static func text(_ evaluation: CascadeEvaluation, sides: [Int]) -> String {
            let keys = evaluation.free.keys.filter { $0.hasPrefix("swd.") }
            let shown =
                keys.compactMap { Int($0.dropFirst(4)) }.sorted(by: >).map(String.init) + ["mean"]
            let isClassified = evaluation.free["classifier_score"] != nil
            var table = TableFormatter(
                columns: [.left("sliced Wasserstein distance × 1000")] + shown.map { .right($0) }
                    + [.right("MS-SSIM")] + (isClassified ? [.right("classifier score")] : []))
            func row(_ title: String, _ values: [String: Double], _ prefix: String) {
                let similarity = values["ms_ssim"] ?? values["ms_ssim_reals"]
                let clarity = values["classifier_score"] ?? values["classifier_score_reals"]
                table.append(
                    [title] + shown.map { rounded(values["\(prefix).\($0)"], 10) }
                        + [rounded(similarity, 1000)]
                        + (isClassified ? [rounded(clarity, 1000)] : []))
            }
            row("free samples", evaluation.free, "swd")
            if let started = evaluation.started {
                row("the other generator's, generated bands", started, "swd")
            }
            row("true coarsest level, generated bands", evaluation.completed, "swd")
            row("true coarsest level, zero bands", evaluation.blurred, "swd")
            row("other real images", evaluation.floor, "swd_floor")
            var text = table.text + "\(evaluation.count) images of either side\n"
            guard !evaluation.nearestDraws.isEmpty else { return text }
            var levels = TableFormatter(
                columns: [
                    .left("level"), .right("side"), .right("nearest band"),
                    .right("log-likelihood"), .right("error"), .right("width"),
                ])
            for (level, side) in sides.enumerated() {
                let nearest =
                    evaluation.nearestDraws.indices.contains(level)
                    ? rounded(evaluation.nearestDraws[level], 1000) : ""
                levels.append(
                    ["\(level)", "\(side)", nearest]
                        + cells(evaluation.likelihood?.levels[level], width: true))
            }
            if let likelihood = evaluation.likelihood {
                levels.append(
                    ["over the pyramid", "", ""] + cells(likelihood.overPyramid, width: false))
                levels.append(
                    ["at full size", "", ""] + cells(likelihood.atFullSize, width: true))
            }
            text += "\n" + levels.text
            return text
                + "\(evaluation.likelihoodImages) images, \(evaluation.draws) draws of each\n"
        }

        private static func cells(_ value: CascadeLikelihood.Value?, width: Bool) -> [String] {
            guard let value else { return ["", "", ""] }
            return [
                rounded(value.mean, 10), rounded(value.standardError, 10),
                width ? rounded(value.width, 10_000) : "",
            ]
        }

        private static func rounded(_ value: Double?, _ parts: Double) -> String {
            value.map { "\(($0 * parts).rounded() / parts)" } ?? ""
        }
    }
}

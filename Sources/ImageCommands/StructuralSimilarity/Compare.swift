// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Raster
internal import Scoring
internal import StructuralSimilarity

extension SimilarityCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Score two images, or the images of two folders that have the same name.")

        @Argument(help: "An image, or a folder of images.")
        var first: String

        @Argument(help: "The image to compare it with, or a folder of images of the same names.")
        var second: String

        @Flag(help: "Compute in double precision, straight from the definition: slower.")
        var precise = false

        @OptionGroup var similarity: SimilarityArguments
        @OptionGroup var images: ImagePairArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var recursive: RecursiveArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            let matching = try FolderMatching(first, second, isRecursive: recursive.isRequested)
            let inner = matching.pairs.count > 1 ? ThreadCount.one : threads.count
            let measure = similarity.measure(threads: inner)
            let batch = Batch(
                tool: SimilarityCommand.toolName, unit: "pairs", threads: threads.count,
                isQuiet: quiet.isRequested || !matching.isFolders)
            try batch.run(over: matching.pairs, problems: matching.problems) { pair in
                let score = try images.compare(pair.first, pair.second) {
                    x, y throws(SimilarityError) in
                    try images.score(x, y, by: measure, isPrecise: precise)
                }
                return PairReport(pair, score)
            } report: { reports in
                try show(reports, isFolders: matching.isFolders)
            }
        }

        private func show(_ reports: [PairReport], isFolders: Bool) throws {
            if json.isRequested {
                if !isFolders, let report = reports.first {
                    return print(try JSONOutput.line(for: report))
                }
                return print(try JSONOutput.line(for: FolderReport(reports)))
            }
            var table = TableFormatter(columns: [
                .left("image"), .right("MS-SSIM"), .right("SSIM"), .left("scales counted as 0"),
            ])
            for report in reports { table.append(report.row) }
            if isFolders, !reports.isEmpty {
                let summary = FolderReport(reports)
                table.append(["mean of \(summary.count)", summary.mean.score, "", ""])
                if let error = summary.standardError {
                    table.append(["standard error", error.score, "", ""])
                }
            }
            print(table.text, terminator: "")
        }
    }
}

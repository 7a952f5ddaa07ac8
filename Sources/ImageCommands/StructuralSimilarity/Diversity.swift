// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Raster
internal import Scoring
internal import StructuralSimilarity

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension SimilarityCommand {
    struct Diversity: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how varied a set of images is: the mean MS-SSIM of pairs of them.",
            discussion: """
                Lower is more varied. The number says nothing about quality; give that of as many real \
                images beside it. Pairs are scored as in "Progressive growing of GANs".
                """)

        @Argument(help: "A folder of images of one size.")
        var folder: String

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

        @Flag(help: "Pair images within their class: the subfolder that they are in.")
        var byClass = false

        @Flag(help: "Leave out files that cannot be read, and list them.")
        var skipUnreadable = false

        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var recursive: RecursiveArgument
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
            let found = InputExpansion(
                fileExtensions: ImageReadingArguments.fileExtensions,
                isRecursive: recursive.isRequested || byClass
            ).files(for: [folder])
            if let problem = found.problems.first { throw problem }
            let files = skipUnreadable ? readable(found.files) : found.files
            let report =
                consecutive ? try consecutivePairs(files) : try randomPairs(files)
            if json.isRequested { return print(try JSONOutput.line(for: report)) }
            show(report)
        }

        private func randomPairs(_ files: [InputFile]) throws -> ScoreReport {
            let load = try loader(files)
            do {
                return try SetDiversity(
                    pairCount: pairs, seed: seed.value, threads: threads.count
                ).report(
                    names: files.map(\.relativePath),
                    classes: byClass ? files.map(\.folderName) : nil, image: load)
            } catch let error as SimilarityError {
                throw ToolFailure("\(folder): \(error)")
            }
        }

        private func consecutivePairs(_ files: [InputFile]) throws -> ScoreReport {
            let load = try loader(files)
            let count = min(files.count / 2, pairs) * 2
            do {
                var collector = DiversityCollector(threads: threads.count)
                for start in stride(from: 0, to: count, by: Self.batchSize) {
                    let images = try (start..<min(start + Self.batchSize, count)).map(load)
                    try collector.add(ImageBatch(images))
                }
                return try collector.finish()
            } catch let error as SimilarityError {
                throw ToolFailure("\(folder): \(error)")
            }
        }

        private static let batchSize = 256

        /// Reads the image of a file; all must be like the first.
        private func loader(
            _ files: [InputFile]
        ) throws -> @Sendable (_ index: Int) throws -> Image {
            guard let first = files.first else {
                throw ToolFailure("\(folder): no image can be read")
            }
            let header = try reading.reader.readHeader(URL(filePath: first.path))
            let reading = reading
            return { index in
                let path = files[index].path
                let image = try reading.read(path).image
                guard image.size == header.size, image.channels == header.channels else {
                    throw ToolFailure(
                        "\(path) is \(image.channels.rawValue) of \(image.size); every image must be "
                            + "like the first, \(first.path), which is \(header.channels.rawValue) of "
                            + "\(header.size)")
                }
                return image
            }
        }

        private func readable(_ files: [InputFile]) -> [InputFile] {
            var readable: [InputFile] = []
            for file in files {
                do throws(ImageFileError) {
                    _ = try reading.read(file.path)
                    readable.append(file)
                } catch {
                    StandardError.write("\(SimilarityCommand.toolName): skipped: \(error)\n")
                }
            }
            let skipped = files.count - readable.count
            StandardError.write(
                "\(SimilarityCommand.toolName): \(skipped) of \(files.count) files skipped\n")
            return readable
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

extension InputFile {
    /// The folder below the one that was named, or nothing for a file right in it.
    fileprivate var folderName: String {
        guard let slash = relativePath.lastIndex(of: "/") else { return "" }
        return String(relativePath[..<slash])
    }
}

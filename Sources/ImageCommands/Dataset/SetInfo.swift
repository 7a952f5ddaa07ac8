// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets
internal import ImageFiles
internal import Raster
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension DatasetCommand {
    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a set holds: sizes, channels, means, classes, and a contact sheet.",
            discussion: """
                Every image is read. Means and deviations are over all pixels of all images, in the \
                units of the files (0 to 255 for 8 bits).
                """)

        @OptionGroup var source: DatasetInputArguments

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("Write a contact sheet to this .png or .jpg.", valueName: "file"))
        var output: String?

        @Option(help: ArgumentHelp("Show this many images on the sheet.", valueName: "count"))
        var sheet: Int?

        @OptionGroup var writing: ImageWritingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            if let sheet, !(1...10_000).contains(sheet) {
                throw ValidationError("--sheet must be between 1 and 10000, not \(sheet)")
            }
            if sheet != nil, output == nil {
                throw ValidationError("--sheet goes with --output, which names the picture")
            }
        }

        func run() throws {
            let set = PreparedImageSet(try source.open(), source.preparation)
            let (statistics, skipped) = try statistics(of: set)
            let description = DatasetDescription(
                input: source.input, set: set, images: statistics, skipped: skipped)
            if let output {
                let grid = try ImageGrid(of: set, count: sheet ?? 100)
                try writing.write(
                    ImageFile(image: grid.draw(), sampleFormat: .uint8), to: output, tool: "dataset"
                )
            }
            if json.isRequested {
                print(try JSONOutput.line(for: description))
            } else if !quiet.isRequested {
                print(description.text, terminator: "")
            }
        }

        private func statistics(
            of set: PreparedImageSet
        ) throws -> (images: [ImageStatistics], skipped: [String]) {
            let progress = ProgressReporter(
                total: set.count, unit: "images", isQuiet: quiet.isRequested)
            let results = Mutex(
                [Result<ImageStatistics, DatasetError>?](repeating: nil, count: set.count))
            // Without --skip-unreadable the first failure ends it; what is begun is finished.
            let hasFailed = Atomic(false)
            threads.count.forEach(below: set.count) { index in
                if hasFailed.load(ordering: .relaxed) { return }
                let result: Result<ImageStatistics, DatasetError>
                do throws(DatasetError) {
                    result = .success(ImageStatistics(try set.image(at: index)))
                } catch {
                    result = .failure(error)
                    if !source.skipUnreadable { hasFailed.store(true, ordering: .relaxed) }
                }
                results.withLock { $0[index] = result }
                progress.advance()
            }
            progress.finish()
            var images: [ImageStatistics] = []
            var skipped: [String] = []
            for result in results.withLock({ $0 }).compactMap(\.self) {
                switch result {
                case .success(let image): images.append(image)
                case .failure(let error):
                    guard source.skipUnreadable else {
                        throw ToolFailure(
                            "\(error) (--skip-unreadable counts and lists such images)")
                    }
                    skipped.append(error.description)
                    StandardError.write("dataset: skipped: \(error)\n")
                }
            }
            guard !images.isEmpty else {
                throw ToolFailure(
                    "\(source.input): none of its \(set.count) images can be read")
            }
            return (images, skipped)
        }
    }
}

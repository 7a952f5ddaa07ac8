// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import PyramidFiles
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension PyramidCommand {
    struct Collapse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put images together again from their pyramids.",
            discussion: """
                Without gains, the image is the one that was decomposed, byte for byte. A folder of \
                pyramids gives a folder of images, named as their originals.
                """)

        @Argument(help: "Folders that `pyramid decompose` has written, or folders of such folders.")
        var inputs: [String]

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The image to write (.png, .jpg, .npy, .pfm), or for several pyramids a folder.",
                valueName: "path"))
        var output: String

        @Option(
            help: ArgumentHelp(
                "A factor for each band, finest first, as in 1.5,1.2.", valueName: "list"))
        var gains: NumberList = NumberList([])

        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var writing: ImageWritingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            if output.isEmpty { throw ValidationError("--output must not be empty") }
        }

        func run() throws {
            let found = PyramidSearch(inputs)
            let isBatch = inputs.count > 1 || found.folders.map(\.path) != inputs
            var folders: [InputFile] = []
            var problems = found.problems
            var claims = OutputClaims()
            for folder in found.folders {
                if let problem = claims.claim(stem(of: folder.relativePath), for: folder.path) {
                    problems.append(problem)
                } else {
                    folders.append(folder)
                }
            }
            let inner = folders.count > 1 ? ThreadCount.one : threads.count
            try Batch(
                tool: "pyramid", unit: "pyramids", threads: threads.count,
                isQuiet: quiet.isRequested
            ).run(over: folders, problems: problems) { folder in
                let pyramid = try PyramidFolder.read(
                    URL(filePath: folder.path), using: reading.reader)
                let target =
                    isBatch
                    ? try place(for: pyramid, at: stem(of: folder.relativePath)) : output
                let file = try (consume pyramid).collapsed(gains: gains.values, threads: inner)
                try writing.write(file, to: target, tool: "pyramid")
                if !quiet.isRequested { print(target.onSingleLine) }
            }
        }

        /// The image's path below the output folder, without its ending: where the pyramid lay.
        private func stem(of relativePath: String) -> String {
            relativePath.hasSuffix(".pyramid")
                ? String(relativePath.dropLast(".pyramid".count)) : relativePath
        }

        /// The image's path, in a format that holds the image exactly.
        private func place(for pyramid: StoredPyramid, at stem: String) throws -> String {
            let ending: String =
                switch pyramid.sampleFormat {
                case .uint8, .uint16: "png"
                case .int16, .int32, .float32, .float64: "npy"
                }
            let target = URL(filePath: output).appending(path: "\(stem).\(ending)")
            try AtomicFolder.make(target.deletingLastPathComponent())
            return target.relativePath
        }
    }
}

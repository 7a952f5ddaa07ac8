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
    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what images and pyramids are: sizes, channels, ranges, what was noted.")

        @Argument(
            help: "Images, folders of images, or folders that `pyramid decompose` has written.")
        var inputs: [String]

        @OptionGroup var reading: ImageReadingArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var recursive: RecursiveArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func run() throws {
            var entries: [Entry] = []
            var problems: [ToolFailure] = []
            let expansion = InputExpansion(
                fileExtensions: ImageReadingArguments.fileExtensions,
                isRecursive: recursive.isRequested)
            for path in inputs {
                if PyramidFolder.isPyramid(URL(filePath: path)) {
                    entries.append(.pyramid(path))
                } else {
                    let found = expansion.files(for: [path])
                    entries += found.files.map { .image($0.path) }
                    problems += found.problems
                }
            }
            let batch = Batch(
                tool: "pyramid", unit: "files", threads: threads.count, isQuiet: quiet.isRequested)
            try batch.run(over: entries, problems: problems) { entry in
                switch entry {
                case .image(let path):
                    Description.image(ImageSummary(of: try reading.read(path), path: path))
                case .pyramid(let path): Description.pyramid(try summary(ofPyramid: path))
                }
            } report: { descriptions in
                if json.isRequested { return print(try JSONOutput.line(for: descriptions)) }
                show(descriptions)
            }
        }

        private func summary(ofPyramid path: String) throws(ImageFileError) -> PyramidSummary {
            let folder = URL(filePath: path)
            let pyramid = try PyramidFolder.read(folder, using: reading.reader)
            let format = try PyramidFolder.levelFormat(of: folder)
            return PyramidSummary(
                of: pyramid, input: pyramid.sourceName, folder: path,
                level: { PyramidFolder.fileName(level: $0, of: pyramid, format) })
        }

        private func show(_ descriptions: [Description]) {
            var images: [ImageSummary] = []
            for description in descriptions {
                switch description {
                case .pyramid(let summary): print(summary.table)
                case .image(let summary): images.append(summary)
                }
            }
            guard !images.isEmpty else { return }
            var table = TableFormatter(columns: [
                .left("image"), .right("size"), .left("channels"), .left("samples"),
                .right("minimum"), .right("maximum"), .right("mean"),
            ])
            for summary in images { table.append(summary.row) }
            print(table.text, terminator: "")
            for summary in images {
                for note in summary.notes { print("\(summary.path.onSingleLine): \(note)") }
            }
        }

        private enum Entry: Sendable {
            case pyramid(String)
            case image(String)
        }

        private enum Description: Encodable, Sendable {
            case pyramid(PyramidSummary)
            case image(ImageSummary)

            func encode(to encoder: any Encoder) throws {
                switch self {
                case .pyramid(let summary): try summary.encode(to: encoder)
                case .image(let summary): try summary.encode(to: encoder)
                }
            }
        }
    }
}

/// What an image file holds.
struct ImageSummary: Encodable, Sendable {
    let path: String
    let width: Int
    let height: Int
    let channels: ChannelLayout
    let sampleFormat: SampleFormat
    /// Over the colour planes.
    let minimum: Float
    let maximum: Float
    /// Of each channel, alpha included.
    let means: [Double]
    let gamma: Double?
    let profile: String?
    let notes: [String]

    init(of file: ImageFile, path: String) {
        self.path = path
        width = file.image.width
        height = file.image.height
        channels = file.image.channels
        sampleFormat = file.sampleFormat
        let statistics = file.image.planes.map(\.statistics)
        let colours = statistics.prefix(file.image.channels.opaque.count)
        minimum = colours.map(\.least).min() ?? .nan
        maximum = colours.map(\.greatest).max() ?? .nan
        means = statistics.map(\.mean)
        gamma = file.colour.gamma.map { Double($0) / 100_000 }
        profile = file.colour.profile?.name
        notes = file.notes
    }

    var row: [String] {
        [
            path, "\(width)×\(height)", channels.rawValue, sampleFormat.rawValue,
            Double(minimum).shown, Double(maximum).shown,
            means.map(\.shown).joined(separator: " "),
        ]
    }
}

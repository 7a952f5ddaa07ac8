// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Foundation
internal import ImageFiles
internal import PyramidFiles
internal import Raster

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
            let pyramids = inputs.filter { PyramidFolder.isPyramid(URL(filePath: $0)) }
            let images = inputs.filter { !pyramids.contains($0) }
            for folder in pyramids {
                let pyramid = try PyramidFolder.read(URL(filePath: folder), using: reading.reader)
                let format = try PyramidFolder.levelFormat(of: URL(filePath: folder))
                let summary = PyramidSummary(
                    of: pyramid, input: pyramid.sourceName, folder: folder,
                    level: { PyramidFolder.fileName(level: $0, of: pyramid, format) })
                print(json.isRequested ? try JSONOutput.line(for: summary) : summary.table)
            }
            if !images.isEmpty { try describe(images) }
        }

        private func describe(_ paths: [String]) throws {
            let batch = ImageBatchRun(
                paths, recursive: recursive, output: nil, suffix: "", threads: threads, quiet: quiet
            )
            let summaries = try batch.run { item, _ in
                ImageSummary(of: try reading.read(item.input.path), path: item.input.path)
            }
            if json.isRequested { return print(try JSONOutput.line(for: summaries)) }
            var table = TableFormatter(columns: [
                .left("image"), .right("size"), .left("channels"), .left("samples"),
                .right("minimum"), .right("maximum"), .right("mean"),
            ])
            for summary in summaries { table.append(summary.row) }
            print(table.text, terminator: "")
            for summary in summaries {
                for note in summary.notes { print("\(summary.path): \(note)") }
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
        let extremes = file.image.withoutAlpha.planes.map(\.extremes)
        minimum = extremes.map(\.least).min() ?? .nan
        maximum = extremes.map(\.greatest).max() ?? .nan
        means = file.image.planes.map(\.mean)
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

// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Datasets

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension DatasetCommand {
    struct Render: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a set of images from parameters, with no download.",
            discussion: """
                Each image is a function of seed and index: the same command gives the same bytes, \
                on any number of threads. Images that are there already are left alone, so a run \
                that was stopped goes on, and a larger --count adds to what there is.

                  shapes32  a disk, square or diamond on a gradient, 32×32; classes in dataset.json. \
                Seed 0 is the set that published scores are about
                  shapes    one of ten lit shapes; classes in dataset.json
                  rooms     furnished rooms in rgb/, their surface normals in normal/
                  eyes      grey eyes, 55×35, in simulated/ and real/; gaze in labels.csv, landmarks \
                beside each picture
                  faces     faces in face/, line sketches in sketch/; attributes in \
                list_attr_celeba.txt
                """)

        enum SetName: String, ExpressibleByArgument, CaseIterable {
            case shapes32, shapes, rooms, eyes, faces
        }

        enum Domain: String, ExpressibleByArgument, CaseIterable {
            case simulated, real, both

            var domains: [EyeDomain] {
                switch self {
                case .simulated: [.simulated]
                case .real: [.real]
                case .both: [.simulated, .real]
                }
            }
        }

        @Argument(help: "What to draw: shapes32, shapes, rooms, eyes or faces.")
        var set: SetName

        @Option(help: ArgumentHelp("Draw this many samples.", valueName: "number"))
        var count: Int

        @Option(
            help: ArgumentHelp(
                "The side of each picture. If omitted, 64; shapes32 and eyes have one size.",
                valueName: "pixels"))
        var size: Int?

        @Option(
            help: ArgumentHelp(
                "Draw eyes as a simulator does, as a camera does, or both. If omitted, both.",
                valueName: "style"))
        var domain: Domain?

        @Option(name: .shortAndLong, help: ArgumentHelp("The set's folder.", valueName: "folder"))
        var output: String

        @OptionGroup var seed: SeedArgument
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument
        @OptionGroup var quiet: QuietArgument

        func validate() throws {
            guard (1...100_000_000).contains(count) else {
                throw ValidationError("--count must be between 1 and 100000000, not \(count)")
            }
            if let size, !(8...4096).contains(size) {
                throw ValidationError("--size must be between 8 and 4096, not \(size)")
            }
            if size != nil, set == .shapes32 || set == .eyes {
                throw ValidationError(
                    "--size does not go with \(set.rawValue), which has one size")
            }
            if domain != nil, set != .eyes {
                throw ValidationError("--domain goes with eyes, not with \(set.rawValue)")
            }
            if set == .shapes32, seed.value > UInt64(UInt32.max) {
                throw ValidationError("--seed of shapes32 must be below 4294967296")
            }
        }

        func run() throws {
            let start = ContinuousClock.now
            let folder = URL(filePath: output, directoryHint: .isDirectory)
            let sets = kinds.map { RenderedImageSet($0.kind, seed: seed.value, count: count) }
            let folders = try zip(kinds, sets).map { kind, set in
                try RenderedFolder(
                    set, at: kind.subfolder.map { folder.appending(path: $0) } ?? folder)
            }
            let items = folders.indices.flatMap { part in (0..<count).map { (part, $0) } }
            let batch = Batch(
                tool: "dataset", unit: "samples", threads: threads.count, isQuiet: quiet.isRequested
            )
            let drawn = try batch.run(over: items.map(Item.init)) { item in
                try folders[item.part].write(sample: item.index)
            }
            for folder in folders { try folder.writeTables() }
            let new = drawn.count { $0 }
            let report = Report(
                set: set.rawValue, seed: seed.value, count: count, drawn: new,
                present: drawn.count - new, seconds: start.duration(to: .now) / .seconds(1),
                folder: output)
            if json.isRequested {
                print(try JSONOutput.line(for: report))
            } else if !quiet.isRequested {
                print(report.line)
            }
        }

        private struct Item: Sendable {
            let part: Int
            let index: Int
        }

        private struct Report: Encodable {
            let set: String
            let seed: UInt64
            let count: Int
            let drawn: Int
            let present: Int
            let seconds: Double
            let folder: String

            var line: String {
                let rate =
                    drawn > 0 ? ", \((Double(drawn) / max(seconds, 1e-9)).shown) a second" : ""
                return "\(folder)  \(set), \(drawn) samples drawn\(rate), \(present) were there"
            }
        }

        private var kinds: [(kind: RenderedKind, subfolder: String?)] {
            let side = size ?? 64
            switch set {
            case .shapes32: return [(.shapes32, nil)]
            case .shapes: return [(.shapes(side: side), nil)]
            case .rooms: return [(.rooms(side: side), nil)]
            case .faces: return [(.faces(side: side), nil)]
            case .eyes:
                return (domain ?? .both).domains.map { (.eyes($0), $0.rawValue) }
            }
        }
    }
}

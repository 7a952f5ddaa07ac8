// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Raster
internal import StructuralSimilarity

extension SimilarityCommand {
    struct Map: ParsableCommand {
        /// What a map shows.
        enum Term: String, ExpressibleByArgument, CaseIterable {
            case similarity, luminance
            case contrastStructure = "contrast-structure"
        }

        static let configuration = CommandConfiguration(
            abstract: "Draw where two images are alike, at each scale.",
            discussion: """
                A picture (.png, .jpg) shows dark where they are alike and bright where they are not; a \
                float file (.npy, .pfm) has the values, at most 1. The channels' maps are averaged. \
                Scale 0 is the finest.
                """)

        @Argument(help: "An image.")
        var first: String

        @Argument(help: "The image to compare it with.")
        var second: String

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The map to write (.png, .jpg, .npy, .pfm).", valueName: "file"))
        var output: String

        @Option(help: ArgumentHelp("What to draw.", valueName: "term"))
        var term: Term = .similarity

        @Option(help: ArgumentHelp("Draw this scale.", valueName: "number"))
        var scale: Int = 0

        @Flag(help: "Draw every scale, each in a file of its own: NAME-0.png, NAME-1.png, …")
        var allScales = false

        @Flag(help: "Continue the images beyond their borders, so that maps have their size.")
        var fullSize = false

        @OptionGroup var similarity: SimilarityArguments
        @OptionGroup var images: ImagePairArguments
        @OptionGroup var writing: ImageWritingArguments

        func validate() throws {
            guard (0..<similarity.levels).contains(scale) else {
                throw ValidationError(
                    "--scale must be between 0 and \(similarity.levels - 1), not \(scale)")
            }
        }

        func run() throws {
            let measure = MultiscaleSimilarity(
                similarity.match.value, weights: .first(allScales ? similarity.levels : scale + 1),
                colour: similarity.color?.value, shrinksWindow: similarity.shrinkWindow)
            let maps = try images.compare(first, second) { x, y throws(SimilarityError) in
                guard let dynamicRange = images.dynamicRange else {
                    return try measure.maps(x, y, isFullSize: fullSize)
                }
                guard !x.channels.hasAlpha, !y.channels.hasAlpha else { throw .hasAlpha }
                return try measure.maps(
                    x.planes, y.planes, dynamicRange: dynamicRange, isFullSize: fullSize)
            }
            for index in allScales ? Array(maps.indices) : [scale] {
                let path = allScales ? numbered(output, index) : output
                try write(maps[index], to: path)
            }
        }

        private func write(_ maps: SimilarityMaps, to path: String) throws {
            let planes =
                switch term {
                case .similarity: maps.similarity
                case .luminance: maps.luminance
                case .contrastStructure: maps.contrastStructure
                }
            let map = planes.dropFirst().reduce(planes[0], +) * (1 / Float(planes.count))
            let encoding = try writing.encoding(for: path, .float32)
            let file =
                switch encoding {
                case .npy, .pfm: ImageFile(image: Image(map, range: .unit), sampleFormat: .float32)
                case .png8, .png16, .jpeg:
                    ImageFile(image: HeatMap.image(of: map.map { 1 - $0 }), sampleFormat: .uint8)
                }
            try writing.write(file, to: path, tool: SimilarityCommand.toolName)
            print("\(path)  \(map.size), mean \(map.mean.score)")
        }

        private func numbered(_ path: String, _ index: Int) -> String {
            guard let dot = path.lastIndex(of: ".") else { return "\(path)-\(index)" }
            return "\(path[..<dot])-\(index)\(path[dot...])"
        }
    }
}

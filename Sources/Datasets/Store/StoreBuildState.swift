// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Raster

/// How far a build has come; written after each chunk.
struct StoreBuildState: Codable {
    static let fileName = "building.json"

    /// What all images agree in.
    struct Shape: Codable, Equatable {
        var width: Int
        var height: Int
        var channels: ChannelLayout

        var size: ImageSize { ImageSize(width: width, height: height) }

        /// The sizes of the levels, finest first.
        func sizes(levels: Int?) -> [ImageSize] {
            let possible = BoxLevels.sizes(from: size)
            return Array(possible.prefix(levels ?? possible.count))
        }

        /// The header of a level's array.
        func header(count: Int, _ size: ImageSize) -> [UInt8] {
            NumPyArray.encodedHeader(
                shape: [count, channels.count, size.height, size.width], format: .uint8)
        }

        /// Refuses an image of another size or other channels.
        func check(_ image: Image, name: String) throws(DatasetError) {
            guard image.size == size else {
                throw DatasetError(
                    place: name,
                    problem: "the image is \(image.size) and those before it are \(size)",
                    remedy: "bring all to one size with --crop and --resize")
            }
            guard image.channels == channels else {
                throw DatasetError(
                    place: name,
                    problem: "the image is \(image.channels.rawValue) and those before it are "
                        + channels.rawValue,
                    remedy: "bring all to the same with --channels rgb or grey")
            }
        }
    }

    var recipe: StoreManifest.Recipe
    /// Nil until the first image has been read.
    var shape: Shape?
    /// Images of the source that have been dealt with.
    var done = 0
    /// Images in the arrays.
    var written = 0
    var skipped: [String] = []
    var skippedIndices: [Int] = []

    init(recipe: StoreManifest.Recipe) { self.recipe = recipe }
}

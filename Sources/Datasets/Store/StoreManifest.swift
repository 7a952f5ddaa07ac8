// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// `store.json`: what a multi-level store holds and how it was made.
struct StoreManifest: Codable, Equatable {
    static let formatName = "pyramidion-store"
    static let fileName = "store.json"
    static let namesFile = "names.txt"
    static let labelsFile = "labels.npy"
    static let attributesFile = "attributes.npy"

    /// One resolution of all images: bytes of shape N×C×H×W.
    struct Level: Codable, Equatable {
        var file: String
        var width: Int
        var height: Int

        init(_ index: Int, _ size: ImageSize) {
            file = "level-\(index).npy"
            width = size.width
            height = size.height
        }
    }

    /// What went into the store: a build goes on only with the same.
    struct Recipe: Codable, Equatable {
        /// What the source was.
        var source: String
        var sourceCount: Int
        /// FNV-1a over the names of the source's images.
        var sourceNames: UInt64
        var preparation: Preparation
        /// The number of levels asked for, or nil for as many as the size allows.
        var levels: Int?
        var skipsUnreadable: Bool
    }

    var format = formatName
    var version = 1
    var count: Int
    var channels: ChannelLayout
    /// How a level is made from the next finer one: the mean of 2×2 pixels, rounded only when stored.
    var levelFilter = "box2"
    /// Finest first.
    var levels: [Level]
    var classNames: [String]?
    var attributeNames: [String]?
    var recipe: Recipe
    /// Images that could not be read and were left out.
    var skipped: [String]
}

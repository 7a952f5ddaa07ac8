// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Pyramids
internal import Raster

/// `pyramid.json`: what is needed to read the levels of a folder and to put the image together again.
struct PyramidManifest: Codable, Equatable {
    /// Says what kind of file this is.
    static let formatName = "pyramidion-pyramid"
    static let fileName = "pyramid.json"
    static let profileFileName = "profile.icc"

    struct Source: Codable, Equatable {
        var name: String
        var width: Int
        var height: Int
        var channels: ChannelLayout
        /// Where black and white lie; bands and residual are in the same units.
        var range: ValueRange
        var sampleFormat: SampleFormat
    }

    struct Level: Codable, Equatable {
        var file: String
        var width: Int
        var height: Int
    }

    struct Colour: Codable, Equatable {
        var gamma: UInt32?
        var renderingIntent: UInt8?
        var chromaticities: [UInt32]?
        /// The profile's name; its bytes lie in `profile.icc`.
        var profileName: String?
    }

    var format = formatName
    var version = 1
    var source: Source
    var convention: PyramidConvention
    var arithmetic: PyramidArithmetic
    var levelFormat: LevelFormat
    /// Finest first.
    var bands: [Level]
    /// Nil for layers that have none.
    var residual: Level?
    var colour: Colour?
    var notes: [String]

    /// What two parts of the manifest say against each other, if they do: no pyramid is written so, and
    /// its levels could not be put together.
    var contradiction: String? {
        if convention.name == .skimage {
            if residual != nil { return "the manifest has a residual, which skimage has not" }
            if bands.isEmpty { return "the manifest speaks of no level" }
            if arithmetic != .double { return "the manifest has skimage in other than double" }
        } else if residual == nil {
            return "the manifest speaks of no residual"
        }
        if arithmetic == .integer {
            if ![.uint8, .uint16].contains(source.sampleFormat) {
                return "the manifest has whole-number levels of a "
                    + "\(source.sampleFormat.rawValue) image"
            }
            if convention.pyramidFilter != .mirror101 {
                return "the manifest has whole-number levels by another convention than mirror101"
            }
        }
        switch (levelFormat, arithmetic) {
        case (.npy, _), (.pfm, .float), (.png16, .integer): return nil
        case (.pfm, _), (.png16, _):
            return "the manifest has \(arithmetic.rawValue) levels in \(levelFormat.rawValue) files"
        }
    }
}

/// How the numbers of a pyramid are computed and kept.
public enum PyramidArithmetic: String, Codable, Sendable, Hashable, CaseIterable {
    /// Single precision.
    case float
    /// Double precision: slow, and to the last digit of the peers that use it.
    case double
    /// Whole numbers, bit for bit OpenCV's: bands of int16 for 8-bit images, of int32 for 16-bit ones.
    case integer
}

/// The kind of file that a level is stored in.
public enum LevelFormat: String, Codable, Sendable, Hashable, CaseIterable {
    /// NumPy arrays of height×width or height×width×channels.
    case npy
    /// Portable float maps, for grey and rgb.
    case pfm
    /// 16-bit PNG in whole-number arithmetic: a band sample b is stored as (b + 32768) mod 65536, so
    /// mid-grey is no difference and nothing is lost.
    case png16

    /// The file extension.
    public var fileExtension: String { self == .png16 ? "png" : rawValue }
}

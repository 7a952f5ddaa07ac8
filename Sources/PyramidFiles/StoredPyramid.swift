// SPDX-License-Identifier: Apache-2.0

public import ImageFiles
public import Pyramids
public import Raster

/// The pyramid of an image file: levels, how they were computed, and what the file was.
public struct StoredPyramid: Sendable {
    /// The levels in the arithmetic they were computed in.
    public enum Levels: Sendable {
        case float(LaplacianPyramid<Image>)
        /// One pyramid a channel.
        case double([LaplacianPyramid<DoublePlane>])
        /// One pyramid a channel of an 8-bit image.
        case bytes([IntegerLaplacianPyramid<UInt8>])
        /// One pyramid a channel of a 16-bit image.
        case words([IntegerLaplacianPyramid<UInt16>])
        /// scikit-image's layers, which have no residual: layer by layer, one plane a channel.
        case layers([[DoublePlane]])
    }

    /// The name of the file that was decomposed.
    public var sourceName: String
    /// Its size; level 0 is larger in conventions that pad.
    public var sourceSize: ImageSize
    /// Its channels.
    public var channels: ChannelLayout
    /// Where black and white lie, in the levels as in the file.
    public var range: ValueRange
    /// How the file stored a sample.
    public var sampleFormat: SampleFormat
    /// What the file says about its colours.
    public var colour: ColourDescription
    /// What the reader of the file had to say.
    public var notes: [String]
    /// The convention it was decomposed by.
    public var convention: PyramidConvention
    /// The levels.
    public var levels: Levels

    /// The arithmetic of the levels.
    public var arithmetic: PyramidArithmetic {
        switch levels {
        case .float: .float
        case .double, .layers: .double
        case .bytes, .words: .integer
        }
    }

    /// Every level as an image of floats for looking at and measuring, bands finest first; the
    /// residual, where there is one, is last.
    public var images: [Image] {
        switch levels {
        case .float(let pyramid): pyramid.bands + [pyramid.residual]
        case .double(let pyramids):
            levelwise(pyramids.map { $0.bands + [$0.residual] }) { Plane($0) }
        case .layers(let layers): layers.map { image($0.map { Plane($0) }) }
        case .bytes(let pyramids):
            levelwise(pyramids.map { $0.bands.map { Plane($0) } + [Plane($0.residual)] }) { $0 }
        case .words(let pyramids):
            levelwise(pyramids.map { $0.bands.map { Plane($0) } + [Plane($0.residual)] }) { $0 }
        }
    }

    /// Whether the last of ``images`` is a residual.
    public var hasResidual: Bool {
        if case .layers = levels { return false }
        return true
    }

    /// How many bands (or layers) there are.
    public var bandCount: Int {
        switch levels {
        case .float(let pyramid): pyramid.bands.count
        case .double(let pyramids): pyramids[0].bands.count
        case .bytes(let pyramids): pyramids[0].bands.count
        case .words(let pyramids): pyramids[0].bands.count
        case .layers(let layers): layers.count
        }
    }

    private func levelwise<Level>(
        _ channels: [[Level]], _ plane: (Level) -> Plane
    ) -> [Image] {
        channels[0].indices.map { level in image(channels.map { plane($0[level]) }) }
    }

    func image(_ planes: [Plane]) -> Image {
        Image(planes: planes, channels: channels, range: range)
    }
}

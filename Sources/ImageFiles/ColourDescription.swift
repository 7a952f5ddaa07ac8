// SPDX-License-Identifier: Apache-2.0

/// What a file says about the meaning of its colours, word for word.
///
/// It is kept so that it can be written back, and never applied: the samples of an ``ImageFile`` are
/// the numbers in the file.
public struct ColourDescription: Sendable, Hashable {
    /// The encoding gamma times 100 000, as PNG's gAMA chunk has it (45455 for 1/2.2).
    public var gamma: UInt32?
    /// The samples are sRGB, to be shown with this intent (PNG's sRGB chunk).
    public var renderingIntent: RenderingIntent?
    /// White point and primaries (PNG's cHRM chunk).
    public var chromaticities: Chromaticities?
    /// An ICC profile (PNG's iCCP chunk, JPEG's APP2 segments).
    public var profile: ColourProfile?

    /// Creates a description; what is nil is not said.
    public init(
        gamma: UInt32? = nil, renderingIntent: RenderingIntent? = nil,
        chromaticities: Chromaticities? = nil, profile: ColourProfile? = nil
    ) {
        self.gamma = gamma
        self.renderingIntent = renderingIntent
        self.chromaticities = chromaticities
        self.profile = profile
    }

    /// Nothing is said about the colours.
    public static let unspecified = ColourDescription()
}

/// The rendering intents of the ICC, by their numbers in files.
public enum RenderingIntent: UInt8, Sendable, Hashable {
    case perceptual = 0
    case relativeColorimetric = 1
    case saturation = 2
    case absoluteColorimetric = 3
}

/// CIE x and y of the white point and the primaries, each times 100 000.
public struct Chromaticities: Sendable, Hashable {
    /// White x, y, red x, y, green x, y, blue x, y.
    public let values: [UInt32]

    /// Creates chromaticities from the eight values in the order of ``values``.
    public init(values: [UInt32]) {
        precondition(values.count == 8, "chromaticities are 8 numbers, not \(values.count)")
        self.values = values
    }
}

/// An ICC profile as it lies in the file, unchecked.
public struct ColourProfile: Sendable, Hashable {
    /// The name that PNG gives it (Latin-1, 1 to 79 characters).
    public let name: String
    /// The profile's bytes.
    public let bytes: [UInt8]

    /// Creates a profile.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

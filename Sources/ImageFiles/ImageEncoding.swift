// SPDX-License-Identifier: Apache-2.0

/// How an image is written.
public enum ImageEncoding: Sendable, Hashable {
    /// PNG of 8 bits a sample, with `compression` from 0 (none) to 9 (smallest).
    ///
    /// At 3, photographs take a quarter of the time that they take at 6, zlib's own default, and 7 %
    /// more room.
    case png8(compression: Int = 3)
    /// PNG of 16 bits a sample.
    case png16(compression: Int = 3)
    /// Baseline JPEG of `quality` 1 to 100, with chroma at full resolution.
    case jpeg(quality: Int = 90)
    /// A NumPy array, height×width for grey and height×width×channels for the others.
    case npy(SampleFormat = .float32)
    /// A portable float map, little-endian; grey or rgb.
    case pfm

    /// The format of the file.
    public var format: ImageFileFormat {
        switch self {
        case .png8, .png16: .png
        case .jpeg: .jpeg
        case .npy: .npy
        case .pfm: .pfm
        }
    }

    /// The encoding that a file name asks for, or nil when the extension is none that can be written.
    ///
    /// The sample format is taken where the file can have it: `.npy` has each, PNG has 8 bits unless it
    /// is ``SampleFormat/uint16``.
    public init?(fileExtension: String, sampleFormat: SampleFormat = .uint8) {
        switch ImageFileFormat(fileExtension: fileExtension) {
        case .png: self = sampleFormat == .uint16 ? .png16() : .png8()
        case .jpeg: self = .jpeg()
        case .npy: self = .npy(sampleFormat)
        case .pfm: self = .pfm
        case .pnm, nil: return nil
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Pyramids
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Writes the files of a pyramid into a folder that is not in its place yet.
struct LevelWriter {
    let folder: URL
    /// The folder that errors speak of.
    let shownFolder: URL
    let format: LevelFormat

    /// Writes all levels and returns the manifest that describes them.
    func write(
        _ pyramid: StoredPyramid
    ) throws(ImageFileError) -> PyramidManifest {
        try checkFormat(of: pyramid)
        var written: [PyramidManifest.Level] = []
        let bandCount = pyramid.bandCount
        func name(_ level: Int) -> String {
            PyramidFolder.fileName(level: level, of: pyramid, format)
        }
        func note(_ level: Int, _ size: ImageSize) {
            written.append(
                PyramidManifest.Level(file: name(level), width: size.width, height: size.height))
        }
        switch pyramid.levels {
        case .float(let levels):
            for (level, image) in (levels.bands + [levels.residual]).enumerated() {
                let encoding: ImageEncoding = format == .pfm ? .pfm : .npy(.float32)
                try ImageFileWriter.write(
                    image, to: folder.appending(path: name(level)), as: encoding)
                note(level, image.size)
            }
        case .double(let channels):
            for level in 0...bandCount {
                let planes = channels.map { level < bandCount ? $0.bands[level] : $0.residual }
                try ImageFileWriter.write(planes, to: folder.appending(path: name(level)))
                note(level, planes[0].size)
            }
        case .layers(let layers):
            for (level, planes) in layers.enumerated() {
                try ImageFileWriter.write(planes, to: folder.appending(path: name(level)))
                note(level, planes[0].size)
            }
        case .bytes(let channels):
            for level in 0..<bandCount {
                let planes = channels.map { $0.bands[level] }
                try write(planes, name(level)) { .int16($0) }
                note(level, planes[0].size)
            }
            let residual = channels.map(\.residual)
            try write(residual, name(bandCount), offset: 0) { .uint8($0) }
            note(bandCount, residual[0].size)
        case .words(let channels):
            for level in 0..<bandCount {
                let planes = channels.map { $0.bands[level] }
                try write(planes, name(level)) { .int32($0) }
                note(level, planes[0].size)
            }
            let residual = channels.map(\.residual)
            try write(residual, name(bandCount), offset: 0) { .uint16($0) }
            note(bandCount, residual[0].size)
        }
        return manifest(of: pyramid, written)
    }

    /// Writes the manifest and the colour profile.
    func write(
        _ manifest: PyramidManifest, profile: [UInt8]?
    ) throws(ImageFileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        if let profile {
            try AtomicFile.replace(
                folder.appending(path: PyramidManifest.profileFileName), with: profile)
        }
        let json: Data
        do {
            json = try encoder.encode(manifest)
        } catch {
            throw ImageFileError(
                path: shownFolder.shownPath,
                problem: "the manifest cannot hold these parameters (\(error))",
                remedy: "give the convention finite numbers")
        }
        try AtomicFile.replace(
            folder.appending(path: PyramidManifest.fileName),
            with: [UInt8](json) + [UInt8(ascii: "\n")])
    }

    private func checkFormat(of pyramid: StoredPyramid) throws(ImageFileError) {
        switch (format, pyramid.arithmetic) {
        case (.npy, _), (.png16, .integer): return
        case (.png16, _):
            throw refusal("png16 holds the levels of whole-number arithmetic only", "npy or pfm")
        case (.pfm, .double), (.pfm, .integer):
            throw refusal(
                "pfm holds single precision, not \(pyramid.arithmetic.rawValue) arithmetic", "npy")
        case (.pfm, .float):
            if pyramid.channels.hasAlpha {
                throw refusal("pfm holds grey and rgb, not \(pyramid.channels.rawValue)", "npy")
            }
        }
    }

    private func refusal(_ problem: String, _ alternative: String) -> ImageFileError {
        ImageFileError(
            path: shownFolder.shownPath, problem: problem, remedy: "use --format \(alternative)")
    }

    /// One level of whole numbers, channels interleaved.
    private func write<Sample>(
        _ planes: [IntegerPlane<Sample>], _ name: String, offset: Int = 32768,
        _ samples: ([Sample]) -> NumPyArray.Samples
    ) throws(ImageFileError) {
        let url = folder.appending(path: name)
        let size = planes[0].size
        if format == .png16 {
            let stored = planes.map { plane in
                Plane(
                    width: size.width, height: size.height,
                    samples: plane.samples.map { Float((Int($0) + offset) & 0xFFFF) })
            }
            guard let channels = ChannelLayout(channelCount: planes.count) else {
                fatalError("an image has 1 to 4 channels, not \(planes.count)")
            }
            try ImageFileWriter.write(
                Image(planes: stored, channels: channels, range: .word), to: url, as: .png16())
            return
        }
        var interleaved: [Sample] = []
        interleaved.reserveCapacity(size.area * planes.count)
        let channels = planes.map(\.samples)
        for index in 0..<size.area {
            for samples in channels { interleaved.append(samples[index]) }
        }
        let shape = [size.height, size.width] + (planes.count == 1 ? [] : [planes.count])
        try NumPyArray(shape: shape, samples: samples(interleaved)).write(to: url)
    }

    private func manifest(
        of pyramid: StoredPyramid, _ written: [PyramidManifest.Level]
    ) -> PyramidManifest {
        let colour = pyramid.colour
        return PyramidManifest(
            source: PyramidManifest.Source(
                name: pyramid.sourceName, width: pyramid.sourceSize.width,
                height: pyramid.sourceSize.height, channels: pyramid.channels,
                range: pyramid.range, sampleFormat: pyramid.sampleFormat),
            convention: pyramid.convention, arithmetic: pyramid.arithmetic, levelFormat: format,
            bands: Array(written.prefix(pyramid.bandCount)),
            residual: pyramid.hasResidual ? written.last : nil,
            colour: colour == .unspecified
                ? nil
                : PyramidManifest.Colour(
                    gamma: colour.gamma, renderingIntent: colour.renderingIntent?.rawValue,
                    chromaticities: colour.chromaticities?.values,
                    profileName: colour.profile?.name),
            notes: pyramid.notes)
    }
}

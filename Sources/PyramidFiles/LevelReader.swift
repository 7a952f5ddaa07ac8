// SPDX-License-Identifier: Apache-2.0

internal import ImageFiles
internal import Pyramids
internal import Raster

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads the files of a pyramid and holds each against the manifest.
struct LevelReader {
    let folder: URL
    let manifest: PyramidManifest
    let reader: ImageFileReader

    func read() throws(ImageFileError) -> StoredPyramid {
        try checkSizes()
        var files: [ImageFile] = []
        for level in manifest.bands { files.append(try read(level, isResidual: false)) }
        if let residual = manifest.residual { files.append(try read(residual, isResidual: true)) }
        let source = manifest.source
        var pyramid = StoredPyramid(
            sourceName: source.name,
            sourceSize: ImageSize(width: source.width, height: source.height),
            channels: source.channels, range: source.range, sampleFormat: source.sampleFormat,
            colour: try colour(), notes: manifest.notes, convention: manifest.convention,
            levels: .layers([]))
        pyramid.levels = levels(files)
        return pyramid
    }

    private func levels(_ files: [ImageFile]) -> StoredPyramid.Levels {
        guard manifest.residual != nil else { return .layers(files.map(doublePlanes)) }
        let bandCount = manifest.bands.count
        let channels = manifest.source.channels.count
        switch manifest.arithmetic {
        case .float:
            let images = files.map {
                Image(
                    planes: $0.image.planes, channels: manifest.source.channels,
                    range: manifest.source.range)
            }
            return .float(
                LaplacianPyramid(
                    bands: Array(images.prefix(bandCount)), residual: images[bandCount]))
        case .double:
            let planes = files.map(doublePlanes)
            return .double(
                (0..<channels).map { channel in
                    LaplacianPyramid(
                        bands: (0..<bandCount).map { planes[$0][channel] },
                        residual: planes[bandCount][channel])
                })
        case .integer:
            // The manifest has been checked: the image is of one of these two kinds.
            return manifest.source.sampleFormat == .uint8
                ? .bytes(integerPyramids(files, UInt8.self))
                : .words(integerPyramids(files, UInt16.self))
        }
    }

    private func doublePlanes(_ file: ImageFile) -> [DoublePlane] {
        file.doublePlanes ?? file.image.planes.map { DoublePlane($0) }
    }

    private func integerPyramids<Sample: PyramidSample>(
        _ files: [ImageFile], _: Sample.Type
    ) -> [IntegerLaplacianPyramid<Sample>] {
        let isOffset = manifest.levelFormat == .png16
        let bandCount = manifest.bands.count
        return (0..<manifest.source.channels.count).map { channel in
            let bands = (0..<bandCount).map { level in
                let plane = files[level].image.planes[channel]
                return IntegerPlane<Sample.Band>(
                    rounding: isOffset ? plane.map { $0 - 32768 } : plane)
            }
            let residual = IntegerPlane<Sample>(
                rounding: files[bandCount].image.planes[channel])
            // 16-bit PNGs hold the bands of 16-bit images modulo 65536.
            return isOffset && Sample.bitWidth == 16
                ? IntegerLaplacianPyramid(wrappedBands: bands, residual: residual)
                : IntegerLaplacianPyramid(bands: bands, residual: residual)
        }
    }

    private func read(
        _ level: PyramidManifest.Level, isResidual: Bool
    ) throws(ImageFileError) -> ImageFile {
        guard !level.file.isEmpty, !level.file.contains("/"), level.file != "..", level.file != "."
        else {
            throw refusal(PyramidManifest.fileName, "the level file \"\(level.file.prefix(80))\"")
        }
        let file = try reader.read(folder.appending(path: level.file))
        guard file.image.width == level.width, file.image.height == level.height else {
            throw refusal(
                level.file,
                "it is \(file.image.size), the manifest says \(level.width)×\(level.height)")
        }
        guard file.image.planes.count == manifest.source.channels.count else {
            throw refusal(
                level.file,
                "it has \(file.image.planes.count) channels, the image "
                    + "\(manifest.source.channels.count)")
        }
        let due = sampleFormats(isResidual: isResidual)
        guard due.contains(file.sampleFormat) else {
            throw refusal(
                level.file,
                "its samples are \(file.sampleFormat.rawValue) where "
                    + "\(due.map(\.rawValue).joined(separator: " or ")) is due")
        }
        return file
    }

    /// What the samples of a level may be.
    ///
    /// Another program may have stored floats in the other precision; whole numbers have to be the
    /// ones that were written, or bits would be lost.
    private func sampleFormats(isResidual: Bool) -> [SampleFormat] {
        switch (manifest.arithmetic, manifest.levelFormat) {
        case (.float, _), (.double, _): [.float32, .float64]
        case (.integer, .png16): [.uint16]
        case (.integer, _):
            if manifest.source.sampleFormat == .uint8 {
                isResidual ? [.uint8] : [.int16]
            } else {
                isResidual ? [.uint16] : [.int32]
            }
        }
    }

    private func checkSizes() throws(ImageFileError) {
        guard let filter = manifest.convention.pyramidFilter, let residual = manifest.residual
        else { return }
        let source = ImageSize(width: manifest.source.width, height: manifest.source.height)
        let count = manifest.bands.count
        let expected = filter.levelSizes(
            of: try PyramidPadding.size(
                of: source, levels: count, filter: filter,
                path: folder.appending(path: PyramidManifest.fileName).shownPath),
            levels: count)
        for (level, size) in zip(manifest.bands + [residual], expected)
        where level.width != size.width || level.height != size.height {
            throw refusal(
                level.file, "a level of \(level.width)×\(level.height) where \(size) is due")
        }
    }

    private func colour() throws(ImageFileError) -> ColourDescription {
        guard let stored = manifest.colour else { return .unspecified }
        var profile: ColourProfile?
        if let name = stored.profileName {
            let url = folder.appending(path: PyramidManifest.profileFileName)
            profile = ColourProfile(
                name: name, bytes: try FileBytes.contents(path: url.shownPath, limit: 1 << 26))
        }
        return ColourDescription(
            gamma: stored.gamma,
            renderingIntent: stored.renderingIntent.flatMap { RenderingIntent(rawValue: $0) },
            chromaticities: stored.chromaticities.map { Chromaticities(values: $0) },
            profile: profile)
    }

    private func refusal(_ file: String, _ problem: String) -> ImageFileError {
        ImageFileError(
            path: folder.appending(path: file).shownPath,
            problem: "the level does not fit its manifest: \(problem)",
            remedy: "decompose the image again")
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import ImageFiles
internal import Raster
internal import StructuralSimilarity

/// How the two images of a comparison are read.
struct ImagePairArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The value of white; black is 0. If omitted, 255 or 65535 for files of whole numbers and 1 "
                + "for float files, whose samples must then lie between 0 and 1.",
            valueName: "white"))
    var dynamicRange: Double?

    @Option(
        help: ArgumentHelp(
            "Lay images with alpha over this grey, 0 (black) to 1 (white). If omitted, alpha is "
                + "refused.", valueName: "grey"))
    var background: Float?

    @OptionGroup var reading: ImageReadingArguments

    func validate() throws {
        if let dynamicRange, !(dynamicRange > 0 && dynamicRange.isFinite) {
            throw ValidationError("--dynamic-range must be greater than 0, not \(dynamicRange)")
        }
        if let background, !(0...1).contains(background) {
            throw ValidationError("--background must be between 0 and 1, not \(background)")
        }
    }

    /// Reads an image; its samples run from 0 to the dynamic range.
    func read(_ path: String) throws -> Image {
        let file = try reading.read(path)
        var image = file.image
        if let background, let alpha = image.alpha {
            let (black, extent) = (image.range.black, image.range.extent)
            let cover = alpha.map { ($0 - black) / extent }
            let grey = black + background * extent
            image = image.withoutAlpha.mapPlanes { plane in
                plane.combined(with: cover) { $0 * $1 + grey * (1 - $1) }
            }
        }
        guard dynamicRange == nil, !file.sampleFormat.isWholeNumber else { return image }
        for plane in image.planes {
            let (least, greatest) = plane.extremes
            if least < 0 || greatest > 1 {
                throw ToolFailure(
                    "\(path): samples run from \(least) to \(greatest), so what is white is not "
                        + "known; give it with --dynamic-range")
            }
        }
        return image
    }

    /// Runs a comparison of two files; an error names both.
    func compare<Value>(
        _ first: String, _ second: String,
        _ body: (_ x: Image, _ y: Image) throws(SimilarityError) -> Value
    ) throws -> Value {
        let (x, y) = (try read(first), try read(second))
        do throws(SimilarityError) {
            return try body(x, y)
        } catch {
            throw ToolFailure("\(first) against \(second): \(error)")
        }
    }

    /// The score of two images, whose white is the option's or their own.
    func score(
        _ x: Image, _ y: Image, by measure: MultiscaleSimilarity, isPrecise: Bool
    ) throws(SimilarityError) -> SimilarityScore {
        guard let dynamicRange else {
            return isPrecise
                ? try measure.preciseScore(x, y) : try measure.score(x, y, detail: true)
        }
        guard !x.channels.hasAlpha, !y.channels.hasAlpha else { throw .hasAlpha }
        return isPrecise
            ? try measure.preciseScore(
                x.planes.map(DoublePlane.init), y.planes.map(DoublePlane.init),
                dynamicRange: dynamicRange)
            : try measure.score(x.planes, y.planes, dynamicRange: dynamicRange, detail: true)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Raster

/// Images of one scene, made ready to be put together: of one size, one range and one layout, with
/// colours that are multiplied by alpha.
///
/// A transparent pixel has a colour that nobody sees; filtering straight colours would let it bleed
/// into its neighbours. So where one image has alpha, all get one (opaque where it was missing),
/// colours are multiplied by it on the way in and divided by it on the way out.
struct ImageStack {
    /// The planes of each image, colours first; in ``range``.
    let images: [[Plane]]
    let channels: ChannelLayout
    /// The range of the planes: the first image's, but 0…1 where there is alpha.
    let range: ValueRange
    private let resultRange: ValueRange

    var size: ImageSize { images[0][0].size }

    /// Checks that the images go together and prepares them.
    init(_ images: [Image], task: String, atLeast wanted: Int) throws(PyramidInputError) {
        guard images.count >= wanted, let first = images.first else {
            throw .tooFewImages(task: task, found: images.count, wanted: wanted)
        }
        for (index, image) in images.enumerated() {
            let item = "image \(index + 1)"
            guard image.size == first.size else {
                throw .sizeMismatch(
                    task: task, item: item, found: image.size, wanted: first.size)
            }
            guard image.channels.opaque == first.channels.opaque else {
                throw .channelMismatch(
                    task: task, item: item, found: image.channels, wanted: first.channels.opaque)
            }
        }
        resultRange = first.range
        guard images.contains(where: \.channels.hasAlpha) else {
            channels = first.channels
            range = first.range
            self.images = images.map { $0.converted(to: first.range).planes }
            return
        }
        channels = first.channels.opaque == .grey ? .greyAlpha : .rgba
        range = .unit
        self.images = images.map { image in
            let unit = image.converted(to: .unit)
            let alpha =
                unit.alpha ?? Plane(width: image.width, height: image.height, filledWith: 1)
            return unit.withoutAlpha.planes.map { $0 * alpha } + [alpha]
        }
    }

    /// The planes with the images continued to the size that the filter needs.
    func padded(for filter: PyramidFilter, levels: Int) -> [[Plane]] {
        let target = filter.paddedSize(of: size, levels: levels)
        return images.map { planes in planes.map { $0.mirrorPadded(to: target) } }
    }

    /// The image that planes like those of the stack stand for: cut to size, colours divided by
    /// alpha, in the range of the first image.
    func image(of planes: [Plane]) -> Image {
        let cut = planes.map { $0.size == size ? $0 : $0.cropped(x: 0, y: 0, to: size) }
        guard channels.hasAlpha, let alpha = cut.last else {
            return Image(planes: cut, channels: channels, range: resultRange)
        }
        // Half a step of 8 bits: below it a pixel is written as fully transparent, and dividing by
        // less would only blow up rounding errors.
        let least: Float = 0.5 / 255
        let colours = cut.dropLast().map { colour in
            colour.combined(with: alpha) { $0 / max($1, least) }
        }
        return Image(planes: colours + [alpha], channels: channels, range: .unit)
            .converted(to: resultRange)
    }
}

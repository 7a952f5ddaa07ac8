// SPDX-License-Identifier: Apache-2.0

public import ImageFiles
internal import Pyramids
public import Raster

extension StoredPyramid {
    /// Puts the image together again, in the units of the file it came from.
    ///
    /// - Parameters:
    ///   - gains: A factor for each band, finest first; bands without one have factor 1.
    ///   - threads: How many threads the work may use.
    /// - Returns: The image, with what its file said about colours.
    /// - Throws: ``/ImageFiles/ImageFileError`` when the convention has no inverse, or when there are
    ///   more gains than bands.
    public consuming func collapsed(
        gains: [Float] = [], threads: ThreadCount
    ) throws(ImageFileError) -> ImageFile {
        guard let filter = convention.pyramidFilter, hasResidual else {
            throw ImageFileError(
                path: sourceName,
                problem: "scikit-image's layers hold no low-pass image and cannot be collapsed",
                remedy: "decompose with another --convention")
        }
        guard gains.count <= bandCount else {
            throw ImageFileError(
                path: sourceName, problem: "there are \(gains.count) gains for \(bandCount) bands",
                remedy: "give at most one gain a band, finest first")
        }
        let size = sourceSize
        let (channels, range, format) = (channels, range, sampleFormat)
        let (colour, notes) = (colour, notes)
        var planes: [Plane] = []
        var doublePlanes: [DoublePlane]?
        // The levels are taken out, so that a float pyramid collapses in its own memory.
        let taken = levels
        levels = .layers([])
        switch consume taken {
        case .float(let pyramid):
            let executor = ImageExecutor(filter, threads: threads)
            planes = (consume pyramid).collapsed(by: executor, gains: gains).planes
                .map { $0.size == size ? $0 : $0.cropped(x: 0, y: 0, to: size) }
        case .double(let pyramids):
            let executor = DoublePlaneExecutor(filter)
            let collapsed = pyramids.map {
                $0.collapsed(by: executor, gains: gains).cropped(to: size)
            }
            planes = collapsed.map { Plane($0) }
            doublePlanes = collapsed
        case .bytes(let pyramids):
            planes = pyramids.map { Plane($0.scaled(by: gains).collapsed(threads: threads)) }
        case .words(let pyramids):
            planes = pyramids.map { Plane($0.scaled(by: gains).collapsed(threads: threads)) }
        case .layers:
            fatalError("layers were refused above")
        }
        return ImageFile(
            image: Image(planes: planes, channels: channels, range: range), sampleFormat: format,
            doublePlanes: format == .float64 ? doublePlanes : nil, colour: colour, notes: notes)
    }
}

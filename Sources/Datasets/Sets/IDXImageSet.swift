// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import ImageFiles
public import Raster

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Grey images in an IDX file, as MNIST has them, plain or gzipped.
///
/// Labels come from the file beside it whose name has `labels` for `images` and `idx1` for `idx3`. The
/// whole file is held in memory, one byte a pixel.
public struct IDXImageSet: ImageSet {
    private let samples: [UInt8]
    private let size: ImageSize
    private let stem: String
    /// The number of images.
    public let count: Int
    /// The class of each image, if the labels are there.
    public let labels: ImageLabels?

    /// The most bytes that a gzipped file may expand to.
    private static let limit = 1 << 33

    /// Opens a file.
    ///
    /// - Throws: When it is no IDX file of images of bytes, or it or its labels are damaged or differ in
    ///   number.
    public init(_ url: URL) throws(DatasetError) {
        let array = try Self.read(url, axes: 3)
        let (count, height, width) = (array.shape[0], array.shape[1], array.shape[2])
        guard count > 0, width > 0, height > 0, width <= 65536, height <= 65536 else {
            throw DatasetError(
                place: url.shownPath,
                problem: "the file holds \(count) images of \(width)×\(height)",
                remedy: "fetch it again")
        }
        self.count = count
        size = ImageSize(width: width, height: height)
        samples = array.samples
        let name = url.lastPathComponent
        stem = String(name.prefix { $0 != "." })
        labels = try Self.labels(beside: url, count: count)
    }

    /// What the file holds.
    public var summary: String { "IDX, \(stem)" }

    /// The file and the place in it, as in `train-images-idx3-ubyte/000012`.
    public func name(at index: Int) -> String { "\(stem)/\(RenderedImageSet.stem(at: index))" }

    /// An image.
    public func image(at index: Int) -> Image {
        precondition(index >= 0 && index < count, "image \(index) of a set of \(count)")
        let start = index * size.area
        let plane = Plane(
            width: size.width, height: size.height,
            samples: samples[start..<start + size.area].map { Float($0) })
        return Image(plane, range: .byte)
    }

    /// Whether bytes are the start of an IDX file of images.
    static func isImages(_ start: [UInt8]) -> Bool { start.starts(with: [0, 0, 8, 3]) }

    private static func labels(beside url: URL, count: Int) throws(DatasetError) -> ImageLabels? {
        let name = url.lastPathComponent
        guard name.contains("images") else { return nil }
        let other = name.replacing("images", with: "labels").replacing("idx3", with: "idx1")
        let folder = url.deletingLastPathComponent()
        let candidates = [
            other, other.hasSuffix(".gz") ? String(other.dropLast(3)) : other + ".gz",
        ]
        guard
            let found = candidates.map({ folder.appending(path: $0) })
                .first(where: { FileManager.default.fileExists(atPath: $0.path) })
        else { return nil }
        let array = try read(found, axes: 1)
        guard array.shape[0] == count else {
            throw DatasetError(
                place: found.shownPath,
                problem: "the file holds \(array.shape[0]) labels for \(count) images",
                remedy: "fetch both files again")
        }
        return ImageLabels(values: array.samples.map(Int.init))
    }

    /// Reads an array of bytes with so many axes.
    private static func read(
        _ url: URL, axes: Int
    ) throws(DatasetError) -> (shape: [Int], samples: [UInt8]) {
        let path = url.shownPath
        func damaged(_ problem: String) -> DatasetError {
            DatasetError(place: path, problem: problem, remedy: "fetch the file again")
        }
        var bytes = try DatasetError.wrapping { () throws(ImageFileError) in
            try FileBytes.contents(path: path)
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            do throws(Inflation.Failure) {
                bytes = try Inflation.expand(bytes, .gzip, limit: limit)
            } catch {
                throw damaged(error.problem)
            }
        }
        let start = 4 + 4 * axes
        guard bytes.starts(with: [0, 0, 8, UInt8(axes)]), bytes.count >= start else {
            throw damaged("this is no IDX file of bytes with \(axes) axes")
        }
        let shape = (0..<axes).map { axis in
            bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
        }
        // Each side is below 2³²; the product of three may pass 2⁶³.
        let expected = shape.reduce(Optional(1)) { product, length in
            product.flatMap { value in
                let (result, overflows) = value.multipliedReportingOverflow(by: length)
                return overflows ? nil : result
            }
        }
        guard let expected, bytes.count - start == expected else {
            throw damaged(
                "the header announces \(shape.map(String.init).joined(separator: "×")) bytes and "
                    + "\(bytes.count - start) follow")
        }
        bytes.removeFirst(start)
        return (shape, bytes)
    }
}

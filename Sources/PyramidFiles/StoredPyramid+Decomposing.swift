// SPDX-License-Identifier: Apache-2.0

public import ImageFiles
internal import Pyramids
public import Raster
public import Spectral

extension StoredPyramid {
    /// Decomposes an image file.
    ///
    /// Samples keep their units (0…255 for 8 bits, 0…65535 for 16, floats as they are), and alpha is
    /// a channel like the others, so that collapsing gives the file's samples back.
    ///
    /// - Parameters:
    ///   - file: The image.
    ///   - name: The file's name, which errors and the manifest carry.
    ///   - convention: Kernel, borders and scale.
    ///   - levels: The number of bands; the convention's default for the size if nil.
    ///   - arithmetic: If nil, double precision for files that have it, and single for all others.
    ///   - engine: How float arithmetic filters; `.spectral` needs a convention that has that engine.
    ///   - threads: How many threads the work may use.
    /// - Throws: ``/ImageFiles/ImageFileError`` when the arithmetic does not suit the file or the
    ///   convention.
    public init(
        decomposing file: ImageFile, name: String, convention: PyramidConvention, levels: Int?,
        arithmetic: PyramidArithmetic?, engine: ConvolutionMethod = .automatic,
        threads: ThreadCount
    ) throws(ImageFileError) {
        let arithmetic = arithmetic ?? (file.sampleFormat == .float64 ? .double : .float)
        let image = file.image
        self.sourceName = name
        self.sourceSize = image.size
        self.channels = image.channels
        self.range = image.range
        self.sampleFormat = file.sampleFormat
        self.colour = file.colour
        self.notes = file.notes
        self.convention = convention
        if engine == .spectral,
            arithmetic != .float || convention.pyramidFilter?.hasSpectralEngine != true
        {
            throw ImageFileError(
                path: name, problem: "the spectral engine cannot decompose it so",
                remedy:
                    "use --engine fft with float arithmetic and mirror101, its border reflect1, "
                    + "reflect2 or circular")
        }
        let doublePlanes = { file.doublePlanes ?? image.planes.map { DoublePlane($0) } }
        guard let filter = convention.pyramidFilter else {
            guard arithmetic != .integer else {
                throw Self.noWholeNumbers(name, "the convention is \(convention.name.rawValue)")
            }
            let count = levels ?? PyramidFilter.mirror101.defaultLevelCount(for: image.size)
            let pyramids = doublePlanes().map { ScikitImagePyramid(of: $0, reductions: count) }
            self.levels = .layers(
                (0...count).map { level in pyramids.map { $0.laplacian[level] } })
            return
        }
        let count = levels ?? filter.defaultLevelCount(for: image.size)
        let padded = try PyramidPadding.size(
            of: image.size, levels: count, filter: filter, path: name)
        switch arithmetic {
        case .float:
            self.levels = .float(
                LaplacianPyramid(
                    decomposing: image.mapPlanes { $0.mirrorPadded(to: padded) }, levels: count,
                    by: ImageExecutor(filter, method: engine, threads: threads)))
        case .double:
            let executor = DoublePlaneExecutor(filter)
            self.levels = .double(
                doublePlanes().map {
                    LaplacianPyramid(
                        decomposing: $0.mirrorPadded(to: padded), levels: count, by: executor)
                })
        case .integer:
            guard filter == .mirror101 else {
                throw Self.noWholeNumbers(name, "the convention has a filter of its own")
            }
            switch file.sampleFormat {
            case .uint8:
                self.levels = .bytes(
                    image.planes.map {
                        IntegerLaplacianPyramid(
                            decomposing: IntegerPlane(rounding: $0), levels: count,
                            threads: threads)
                    })
            case .uint16:
                self.levels = .words(
                    image.planes.map {
                        IntegerLaplacianPyramid(
                            decomposing: IntegerPlane(rounding: $0), levels: count,
                            threads: threads)
                    })
            case .int16, .int32, .float32, .float64:
                throw Self.noWholeNumbers(name, "its samples are \(file.sampleFormat.rawValue)")
            }
        }
    }

    private static func noWholeNumbers(_ name: String, _ reason: String) -> ImageFileError {
        ImageFileError(
            path: name, problem: "there is no whole-number pyramid of it: \(reason)",
            remedy: "whole numbers (also --format png16) are for 8- and 16-bit images by plain "
                + "mirror101; use --arithmetic float and --format npy")
    }
}

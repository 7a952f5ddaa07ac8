// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The two-dimensional Fourier transform of real images of one size, there and back.
///
/// Rows are transformed two at a time, as the real and the imaginary part of one complex line: the
/// two spectra come apart by symmetry, and the complex transform is faster than FFTW's real one.
/// They are written transposed, so that the columns are contiguous lines for the second pass.
public struct RealFourierTransform: Sendable {
    /// The size of the images.
    public let size: ImageSize
    package let rowTransform: LineTransform
    package let columnTransform: LineTransform
    let threads: ThreadCount

    /// Prepares transforms of one size; plans are shared by all transforms of a process.
    ///
    /// - Parameters:
    ///   - size: Any size. Sides with large prime factors are slow, see ``FastLength``.
    ///   - planning: How FFTW chooses its algorithms.
    ///   - threads: How many threads one transform may use.
    public init(
        size: ImageSize, planning: TransformPlanning = .estimated, threads: ThreadCount = .one
    ) {
        self.size = size
        self.threads = threads
        rowTransform = LineTransform.shared(length: size.width, planning: planning)
        columnTransform = LineTransform.shared(length: size.height, planning: planning)
    }

    /// The spectrum `F(k) = Σ x(n) exp(−2πi k·n / size)`, not normalised.
    public func forward(_ plane: Plane) -> Spectrum {
        precondition(plane.size == size, "a transform of \(size) got a plane of \(plane.size)")
        let spectrum = forwardRows(of: plane)
        threads.forEachRun(of: spectrum.columnCount) { columns in
            let line = AlignedSamples(uninitializedCount: 2 * size.height)
            for kx in columns {
                let column = unsafe spectrum.column(kx)
                unsafe columnTransform.forward(column, line.base)
                unsafe column.update(from: line.base, count: 2 * size.height)
            }
        }
        return spectrum
    }

    /// The first half of ``forward(_:)``: the rows are transformed, the columns are not.
    package func forwardRows(of plane: Plane) -> Spectrum {
        let spectrum = Spectrum(uninitialized: size)
        threads.forEachRun(of: rowGroupCount(of: size.height)) { groups in
            let scratch = makeRowScratch()
            unsafe plane.withUnsafeSamples { samples in
                unsafe forwardRows(
                    groups, of: samples, rowStride: size.width, into: spectrum, scratch: scratch)
            }
        }
        return spectrum
    }

    /// The image with the given spectrum: `inverse(forward(plane))` is `plane` up to rounding.
    ///
    /// Where the spectrum is not that of a real image, the result is the real part.
    public func inverse(_ spectrum: Spectrum) -> Plane {
        precondition(
            spectrum.imageSize == size,
            "a transform of \(size) got a spectrum of \(spectrum.imageSize)")
        return unsafe inverse { kx, line in
            unsafe line.update(from: spectrum.column(kx), count: 2 * size.height)
        }
    }

    /// The image whose spectrum is made on the way, column by column.
    ///
    /// `fill` writes column `kx` into the line it is given; several threads may call it at once.
    package func inverse(
        columns fill: @Sendable (_ kx: Int, _ line: UnsafeMutablePointer<Float>) -> Void
    ) -> Plane {
        let work = Spectrum(uninitialized: size)
        threads.forEachRun(of: work.columnCount) { columns in
            let line = AlignedSamples(uninitializedCount: 2 * size.height)
            for kx in columns {
                unsafe fill(kx, line.base)
                unsafe columnTransform.inverse(line.base, work.column(kx))
            }
        }
        return finishInverse(work)
    }

    /// The image from a spectrum whose columns have been transformed back already.
    package func finishInverse(_ work: Spectrum) -> Plane {
        var result = Plane(uninitialized: size)
        let scale = 1 / Float(size.area)
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            threads.forEachRun(of: rowGroupCount(of: size.height)) { groups in
                let scratch = makeRowScratch()
                unsafe inverseRows(
                    groups, of: work, window: .init(x: 0, y: 0, size: size), to: target.base,
                    rowStride: size.width, scale: scale, scratch: scratch)
            }
        }
        return result
    }
}

/// A pointer that several threads write through, each to its own part.
@safe package struct SharedFloats: @unchecked Sendable {
    // Unchecked: the loops that take it give every thread rows or columns of its own.
    package let base: UnsafeMutablePointer<Float>

    package init(_ base: UnsafeMutablePointer<Float>) { unsafe self.base = base }
}

// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A convolution of images with one kernel, by whichever of two engines is faster.
///
/// ```swift
/// let blur = Convolution(.gaussian(sigma: 12), boundary: .mirror)
/// let soft = blur(plane)
/// ```
///
/// The direct engine adds up taps, the spectral one multiplies spectra of overlapping blocks
/// (overlap-save). They agree within 10⁻⁵ of the largest result, and either gives the same bits
/// for any number of threads.
public struct Convolution: Sendable {
    /// The weights.
    public let kernel: ConvolutionKernel
    /// How the image goes on beyond its edges.
    public let boundary: Boundary
    /// The engine asked for.
    public let method: ConvolutionMethod
    /// How many threads one convolution may use.
    public let threads: ThreadCount
    let planning: TransformPlanning
    let spectra: KernelSpectra

    /// Prepares a convolution; spectra of the kernel are computed when first needed and kept.
    ///
    /// - Parameters:
    ///   - kernel: The weights; at least one tap on each axis.
    ///   - boundary: How the image goes on beyond its edges.
    ///   - method: The engine, or `.automatic` for the faster one.
    ///   - planning: How FFTW chooses its algorithms.
    ///   - threads: How many threads one convolution may use.
    public init(
        _ kernel: ConvolutionKernel, boundary: Boundary = .mirror,
        method: ConvolutionMethod = .automatic, planning: TransformPlanning = .estimated,
        threads: ThreadCount = .one
    ) {
        self.kernel = kernel
        self.boundary = boundary
        self.method = method
        self.threads = threads
        self.planning = planning
        spectra = KernelSpectra(planning: planning)
    }

    /// The convolved plane, of the same size.
    public func callAsFunction(_ plane: Plane) -> Plane {
        switch kernel {
        case .separable(let horizontal, let vertical):
            return separable(plane, horizontal: horizontal, vertical: vertical)
        case .dense(let taps):
            switch method.resolved(dense: taps.size) {
            case .spectral:
                return SpectralDenseConvolution(
                    taps: taps, boundary: boundary, spectra: spectra, threads: threads)(plane)
            case .direct, .automatic:
                return DirectDenseConvolution(taps: taps, boundary: boundary, threads: threads)(
                    plane)
            }
        }
    }

    private func separable(_ plane: Plane, horizontal: [Float], vertical: [Float]) -> Plane {
        let alongRows = method.resolved(taps: horizontal.count)
        let alongColumns = method.resolved(taps: vertical.count)
        if alongRows == .direct && alongColumns == .direct {
            return DirectSeparableConvolution(
                horizontal: horizontal, vertical: vertical, boundary: boundary, threads: threads)(
                    plane)
        }
        // Each axis by its own engine: a wide flat kernel gains from both.
        let size = plane.size
        let columns = SpectralLineConvolution(
            taps: vertical, boundary: boundary, spectra: spectra, threads: threads)
        if alongRows == .direct {
            var rows = DirectSeparableConvolution(
                horizontal: horizontal, vertical: [1], boundary: boundary, threads: threads)(plane)
            return unsafe rows.withUnsafeMutableSamples { source in
                let source = unsafe ColumnGroups(plane: source, width: size.width)
                return makePlane(size) { columns.alongColumns(source, size: size, to: $0) }
            }
        }
        let rows = SpectralLineConvolution(
            taps: horizontal, boundary: boundary, spectra: spectra, threads: threads)
        if alongColumns == .direct {
            return DirectSeparableConvolution(
                horizontal: [1], vertical: vertical, boundary: boundary, threads: threads)(
                    makePlane(size) { rows.alongRows(plane, to: $0) })
        }
        let memory = ColumnGroups.makeMemory(for: size)
        let between = ColumnGroups(in: memory, size: size)
        rows.alongRows(plane, to: between)
        return withExtendedLifetime(memory) {
            makePlane(size) { columns.alongColumns(between, size: size, to: $0) }
        }
    }

    /// A plane that `fill` writes.
    private func makePlane(_ size: ImageSize, _ fill: (ColumnGroups) -> Void) -> Plane {
        var plane = Plane(uninitialized: size)
        unsafe plane.withUnsafeMutableSamples { samples in
            unsafe fill(ColumnGroups(plane: samples, width: size.width))
        }
        return plane
    }
}

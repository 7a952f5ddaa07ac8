// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// Convolution with a dense kernel through the spectra of overlapping tiles (overlap-save).
///
/// Tiles small enough for the second-level cache beat one transform of the whole image, and each
/// thread works on tiles of its own. Between the two row passes a column is transformed, multiplied
/// and transformed back while it is in the first-level cache; rows that nobody needs are not
/// transformed back.
struct SpectralDenseConvolution {
    let taps: Plane
    let boundary: Boundary
    let spectra: KernelSpectra
    let threads: ThreadCount

    private static let longestSide = 512

    func callAsFunction(_ plane: Plane) -> Plane {
        let across = BlockLength(
            taps: taps.width, count: plane.width, longest: Self.longestSide, isLastShorter: false)
        let down = BlockLength(
            taps: taps.height, count: plane.height, longest: Self.longestSide, isLastShorter: false)
        let tileSize = ImageSize(width: across.transform, height: down.transform)
        let transform = RealFourierTransform(size: tileSize, planning: spectra.planning)
        let factor = spectra.block(taps, size: tileSize)
        let columns = (plane.width + across.results - 1) / across.results
        let rows = (plane.height + down.results - 1) / down.results
        var result = Plane(uninitialized: plane.size)
        unsafe result.withUnsafeMutableSamples { samples in
            let target = unsafe SharedFloats(samples)
            unsafe plane.withUnsafeSamples { source in
                let patch = unsafe BoundedPatch(
                    samples: source, size: plane.size, boundary: boundary)
                threads.forEachRun(of: columns * rows) { run in
                    let workshop = TileWorkshop(transform: transform, factor: factor)
                    for tile in run {
                        unsafe workshop.convolve(
                            patch, x: tile % columns * across.results,
                            y: tile / columns * down.results, results: across.results,
                            down.results, taps: taps.size, to: target.base)
                    }
                }
            }
        }
        return result
    }
}

/// The buffers of one thread, and the passes over a tile in them.
private struct TileWorkshop {
    let transform: RealFourierTransform
    let factor: Spectrum
    let input: AlignedSamples
    let spectrum: Spectrum
    let rows: AlignedSamples
    let line: AlignedSamples

    init(transform: RealFourierTransform, factor: Spectrum) {
        self.transform = transform
        self.factor = factor
        input = AlignedSamples(uninitializedCount: transform.size.area)
        spectrum = Spectrum(uninitialized: transform.size)
        rows = transform.makeRowScratch()
        line = AlignedSamples(uninitializedCount: 2 * transform.size.height)
    }

    func convolve(
        _ patch: BoundedPatch, x: Int, y: Int, results width: Int, _ height: Int,
        taps: ImageSize, to target: UnsafeMutablePointer<Float>
    ) {
        let size = transform.size
        let left = taps.width - 1 - taps.width / 2
        let top = taps.height - 1 - taps.height / 2
        let kept = ImageSize(
            width: min(width, patch.size.width - x), height: min(height, patch.size.height - y))
        let needed = kept.width + taps.width - 1
        for row in 0..<size.height {
            let line = unsafe input.base + row * size.width
            // What no kept result depends on is 0 rather than whatever the memory holds, which
            // might be slow (denormal) or spread (infinite).
            if row < kept.height + taps.height - 1 {
                unsafe patch.copyRow(y - top + row, from: x - left, count: needed, to: line)
                unsafe (line + needed).update(repeating: 0, count: size.width - needed)
            } else {
                unsafe line.update(repeating: 0, count: size.width)
            }
        }
        unsafe transform.forwardRows(
            0..<transform.rowGroupCount(of: size.height), of: input.base, rowStride: size.width,
            into: spectrum, scratch: rows)
        for kx in 0..<spectrum.columnCount {
            let column = unsafe spectrum.column(kx)
            unsafe transform.columnTransform.forward(column, line.base)
            unsafe ComplexProduct.multiply(
                line.base, by: factor.column(kx), count: size.height)
            unsafe transform.columnTransform.inverse(line.base, column)
        }
        unsafe transform.inverseRows(
            0..<transform.rowGroupCount(of: kept.height), of: spectrum,
            window: TransformWindow(x: left, y: top, size: kept),
            to: target + (y * patch.size.width + x), rowStride: patch.size.width,
            scale: 1 / Float(size.area), scratch: rows)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Spectral

// Spectra of neighbouring levels: the smaller is the centre of the larger times a low mask.
extension FrequencyGrid {
    /// The centre of a spectrum times a mask, a new spectrum of this grid's size; where the size
    /// stays the same, `spectrum` itself is changed and returned.
    func centre(of spectrum: Spectrum, times mask: [Float], threads: ThreadCount) -> Spectrum {
        let height = spectrum.imageSize.height
        let isSameSize = spectrum.imageSize == size
        let result = isSameSize ? spectrum : Spectrum(uninitialized: size)
        unsafe mask.withUnsafeBufferPointer { mask in
            let mask = unsafe SharedTable(mask)
            threads.forEachRun(of: columnCount) { columns in
                for kx in columns {
                    let column = unsafe result.column(kx)
                    if !isSameSize {
                        unsafe cropColumn(spectrum.column(kx), height: height, to: column)
                    }
                    let weights = unsafe mask.start + kx * size.height
                    for index in 0..<size.height {
                        unsafe column[2 &* index] *= weights[index]
                        unsafe column[2 &* index &+ 1] *= weights[index]
                    }
                }
            }
        }
        return result
    }

    /// Copies the part of a column of a larger spectrum that this level keeps.
    @inline(__always)
    private func cropColumn(
        _ source: UnsafePointer<Float>, height: Int, to target: UnsafeMutablePointer<Float>
    ) {
        let positive = (size.height + 1) / 2
        let negative = size.height - positive
        unsafe target.update(from: source, count: 2 * positive)
        unsafe (target + 2 * positive).update(
            from: source + 2 * (height - negative), count: 2 * negative)
    }

    /// Adds a spectrum of this grid's size, times a mask, to the centre of a larger one.
    func add(
        _ spectrum: Spectrum, times mask: [Float], toCentreOf target: Spectrum,
        threads: ThreadCount
    ) {
        let positive = (size.height + 1) / 2
        let shift = target.imageSize.height - size.height
        unsafe mask.withUnsafeBufferPointer { mask in
            let mask = unsafe SharedTable(mask)
            threads.forEachRun(of: columnCount) { columns in
                for kx in columns {
                    let column = unsafe spectrum.column(kx)
                    let weights = unsafe mask.start + kx * size.height
                    for index in 0..<size.height {
                        let place = index < positive ? index : index &+ shift
                        let sum = unsafe target.column(kx) + 2 &* place
                        unsafe sum[0] += column[2 &* index] * weights[index]
                        unsafe sum[1] += column[2 &* index &+ 1] * weights[index]
                    }
                }
            }
        }
    }
}

extension RealFourierTransform {
    /// The image of a spectrum times a mask.
    func inverse(_ spectrum: Spectrum, through mask: [Float]) -> Plane {
        let count = size.height
        return unsafe mask.withUnsafeBufferPointer { mask in
            let mask = unsafe SharedTable(mask)
            return unsafe inverse { kx, line in
                let column = unsafe spectrum.column(kx)
                let weights = unsafe mask.start + kx * count
                for index in 0..<count {
                    unsafe line[2 &* index] = column[2 &* index] * weights[index]
                    unsafe line[2 &* index &+ 1] = column[2 &* index &+ 1] * weights[index]
                }
            }
        }
    }

    /// The image of the sum of two spectra, each times a mask.
    func inverse(
        _ first: Spectrum, through firstMask: [Float], _ second: Spectrum,
        through secondMask: [Float]
    ) -> Plane {
        let count = size.height
        return unsafe firstMask.withUnsafeBufferPointer { firstMask in
            unsafe secondMask.withUnsafeBufferPointer { secondMask in
                let masks = unsafe (SharedTable(firstMask), SharedTable(secondMask))
                return unsafe inverse { kx, line in
                    let (a, b) = unsafe (first.column(kx), second.column(kx))
                    let v = unsafe masks.0.start + kx * count
                    let w = unsafe masks.1.start + kx * count
                    for index in 0..<count {
                        unsafe line[2 &* index] =
                            a[2 &* index] * v[index] + b[2 &* index] * w[index]
                        unsafe line[2 &* index &+ 1] =
                            a[2 &* index &+ 1] * v[index] + b[2 &* index &+ 1] * w[index]
                    }
                }
            }
        }
    }
}

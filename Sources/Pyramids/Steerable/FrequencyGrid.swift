// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Spectral

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The frequencies of one level of a pyramid that halves the spectrum of an image.
///
/// Level k keeps the centre of the spectrum, ⌈size / 2ᵏ⌉ frequencies on each axis. Frequencies are
/// counted from the centre whatever the parity of a side, which is what makes odd sizes exact.
struct FrequencyGrid {
    /// The size of the image, on whose Nyquist frequency the radius is 1.
    let imageSize: ImageSize
    /// The size of the level.
    let size: ImageSize

    init(imageSize: ImageSize, level: Int) {
        self.imageSize = imageSize
        size = Self.size(of: imageSize, level: level)
    }

    static func size(of imageSize: ImageSize, level: Int) -> ImageSize {
        (0..<level).reduce(imageSize) { size, _ in size.halved }
    }

    var columnCount: Int { size.width / 2 + 1 }

    /// The horizontal frequency of column `kx`, 1 at the image's Nyquist frequency.
    func horizontal(_ kx: Int) -> Double { Double(kx) / (Double(imageSize.width) / 2) }

    /// The vertical frequency of entry `ky` of a column; the second half holds the negative ones.
    func vertical(_ ky: Int) -> Double {
        let signed = ky < (size.height + 1) / 2 ? ky : ky - size.height
        return Double(signed) / (Double(imageSize.height) / 2)
    }

    /// A value for each entry of the half spectrum, column by column.
    func table(_ value: (_ u: Double, _ v: Double) -> Double) -> [Float] {
        var table: [Float] = []
        table.reserveCapacity(columnCount * size.height)
        for kx in 0..<columnCount {
            let u = horizontal(kx)
            for ky in 0..<size.height { table.append(Float(value(u, vertical(ky)))) }
        }
        return table
    }

    /// A value for each entry that depends on the radius alone.
    func radialTable(_ value: (_ radius: Double) -> Double) -> [Float] {
        table { u, v in value((u * u + v * v).squareRoot()) }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Raster

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The taps of the separable window over which local means are taken; they sum to 1.
struct SimilarityWindow: Sendable, Hashable {
    let taps: [Double]

    /// The side of the standard window.
    static let standardSize = 11
    private static let standardDeviation = 1.5

    /// The paper's window: 11 taps of a Gaussian of standard deviation 1.5.
    static let standard = SimilarityWindow(size: standardSize)

    /// The taps as libvmaf has them: rounded to six decimals, summing to 1.000002.
    static let sixDecimals = SimilarityWindow(
        taps: standard.taps.map { ($0 * 1e6).rounded() / 1e6 })

    /// The standard window, or where the image is smaller, one of its side and of a standard
    /// deviation in proportion: as the code of "Progressive growing of GANs" has it.
    init(fitting size: ImageSize) {
        self = SimilarityWindow(size: min(Self.standardSize, size.shorterSide))
    }

    private init(taps: [Double]) { self.taps = taps }

    /// A window of `size` taps about its middle, which for even sizes lies between two samples.
    private init(size: Int) {
        let deviation = Self.standardDeviation * Double(size) / Double(Self.standardSize)
        let weights = (0..<size).map { index in
            let t = Double(index) - Double(size - 1) / 2
            return exp(-t * t / (2 * deviation * deviation))
        }
        let sum = weights.reduce(0, +)
        taps = weights.map { $0 / sum }
    }

    var size: Int { taps.count }

    /// The size of the map of an image: one value for each place where the window fits.
    func mapSize(of size: ImageSize) -> ImageSize {
        ImageSize(width: size.width - self.size + 1, height: size.height - self.size + 1)
    }
}

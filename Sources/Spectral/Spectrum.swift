// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The Fourier transform of a real image: the half of it that is not the mirror image of the rest.
///
/// It is stored column by column: column `kx` holds its `height` complex numbers one after another,
/// since columns are what filters and column transforms go through.
public struct Spectrum: Sendable {
    /// The size of the image, not of the stored half.
    public let imageSize: ImageSize
    package let storage: AlignedSamples
    /// Floats from one column to the next.
    package let columnStride: Int

    /// A spectrum whose numbers are undefined until every one of them has been written.
    package init(uninitialized imageSize: ImageSize) {
        self.imageSize = imageSize
        columnStride = LineTransform.stride(length: imageSize.height)
        // One number more: passes over row pairs read one row beyond an odd number of rows.
        storage = AlignedSamples(
            uninitializedCount: columnStride * (imageSize.width / 2 + 1) + 2)
    }

    /// A spectrum over memory that is large enough, for passes that go from size to size.
    package init(imageSize: ImageSize, over storage: AlignedSamples) {
        self.imageSize = imageSize
        self.storage = storage
        columnStride = LineTransform.stride(length: imageSize.height)
        precondition(storage.count >= columnStride * columnCount + 2)
    }

    /// The number of stored columns: horizontal frequencies 0 … ⌊width / 2⌋.
    public var columnCount: Int { imageSize.width / 2 + 1 }

    /// The first float of column `kx`.
    @inline(__always)
    package func column(_ kx: Int) -> UnsafeMutablePointer<Float> {
        unsafe storage.base + kx * columnStride
    }

    /// The coefficient at a frequency.
    ///
    /// - Parameters:
    ///   - kx: Cycles over the width, −width / 2 … width − 1.
    ///   - ky: Cycles over the height, −height / 2 … height − 1.
    public subscript(kx: Int, ky: Int) -> (real: Float, imaginary: Float) {
        let x = Boundary.periodic.index(kx, count: imageSize.width)
        let y = Boundary.periodic.index(ky, count: imageSize.height)
        if x < columnCount {
            let place = unsafe column(x) + 2 * y
            return unsafe (place[0], place[1])
        }
        // A real image has F(−k) = F(k)*.
        let mirrored =
            unsafe column(imageSize.width - x)
            + 2 * Boundary.periodic.index(-y, count: imageSize.height)
        return unsafe (mirrored[0], -mirrored[1])
    }
}

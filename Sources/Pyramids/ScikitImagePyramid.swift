// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What scikit-image calls a Laplacian pyramid, for comparison only: its layers are the high-passes
/// of ever smaller images, none holds the low-pass residual, and the image cannot be rebuilt.
///
/// Arithmetic of scikit-image 0.26 with its defaults: a Gaussian of σ = 2/3 (radius 3, edge samples
/// repeated in the reflection), then linear interpolation to half the size without anti-aliasing.
/// scikit-image scales integers to 0…1 first; here samples keep their units.
public struct ScikitImagePyramid: Sendable {
    /// `pyramid_gaussian`: the image and its reductions, finest first.
    public let gaussian: [DoublePlane]
    /// `pyramid_laplacian`: one layer for each size, finest first.
    public let laplacian: [DoublePlane]

    /// Both pyramids of a plane with `reductions` halvings, so `reductions + 1` layers each.
    public init(of plane: DoublePlane, reductions: Int) {
        precondition(reductions >= 0, "an image cannot be reduced \(reductions) times")
        var gaussian = [plane]
        for level in 0..<reductions {
            gaussian.append(Self.halve(Self.blur(gaussian[level])))
        }
        var smoothed = Self.blur(plane)
        var laplacian = [plane.subtracting(smoothed)]
        for _ in 0..<reductions {
            let resized = Self.halve(smoothed)
            smoothed = Self.blur(resized)
            laplacian.append(resized.subtracting(smoothed))
        }
        self.gaussian = gaussian
        self.laplacian = laplacian
    }

    private static func blur(_ plane: DoublePlane) -> DoublePlane {
        SeparableTables(
            horizontal: TapTable(.blurringGaussian(plane.width, sigma: 2.0 / 3)),
            vertical: TapTable(.blurringGaussian(plane.height, sigma: 2.0 / 3))
        ).applied(to: plane)
    }

    private static func halve(_ plane: DoublePlane) -> DoublePlane {
        let size = plane.size.halved
        return SeparableTables(
            horizontal: TapTable(.resizingLinearly(from: plane.width, to: size.width)),
            vertical: TapTable(.resizingLinearly(from: plane.height, to: size.height))
        ).applied(to: plane)
    }
}

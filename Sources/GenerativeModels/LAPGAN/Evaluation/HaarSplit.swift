// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// The orthonormal split of images into a half-size low part and three bands, which keeps energies:
/// from the 2×2 block a b / c d come l = (a + b + c + d)/2 and h = (a − b + c − d)/2,
/// (a + b − c − d)/2, (a − b − c + d)/2.
///
/// A density of images factorises over it, log q(I) = log q(l) + log q(h | l), which the Laplacian bands
/// with their redundancy would not allow.
public enum HaarSplit {
    /// Low part (N, C, H/2, W/2) and bands (N, 3, C, H/2, W/2) of images (N, C, H, W) with even sides.
    public static func split(_ images: Tensor) throws(TensorError) -> (low: Tensor, bands: Tensor) {
        func corner(_ row: Int, _ column: Int) throws(TensorError) -> Tensor {
            try images.slice(row..<images.shape[2], along: 2, step: 2)
                .slice(column..<images.shape[3], along: 3, step: 2)
        }
        let (a, b) = (try corner(0, 0), try corner(0, 1))
        let (c, d) = (try corner(1, 0), try corner(1, 1))
        let bands = try [a - b + c - d, a + b - c - d, a - b - c + d]
        return (try (a + b + c + d) * 0.5, try Tensor.stacked(bands, along: 1) * 0.5)
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Tensors

/// One more feature map: how much the images of a group differ, so that a discriminator sees variety.
///
/// Karras et al., "Progressive growing of GANs", 2018, section 3. For each place the standard
/// deviation over the group, averaged over all places, the same number everywhere: (N, C, H, W)
/// becomes (N, C + 1, H, W). Reals and fakes must be separate batches.
///
/// With M = N / group size groups, group m holds the images m, m + M, m + 2M …, as in the authors'
/// program.
public struct MinibatchDeviation: ModelessLayer, Sendable {
    private let groupSize: Int?

    /// Creates a layer; without a group size the whole batch is one group, as the paper has it.
    public init(groupSize: Int? = 4) { self.groupSize = groupSize }

    /// The input with the map behind its own.
    ///
    /// - Throws: `TensorError` when the images are no whole number of groups.
    public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
        let shape = x.shape
        guard shape.count == 4 else {
            throw TensorError(
                operation: "minibatch deviation", shapes: [shape],
                problem: "the input has the axes (N, C, H, W)")
        }
        let count = shape[0]
        let size = min(groupSize ?? count, count)
        guard count % size == 0 else {
            throw TensorError(
                operation: "minibatch deviation", shapes: [shape],
                problem: "\(count) images are no whole number of groups of \(size)")
        }
        let groups = count / size
        let grouped = try x.reshaped([size, groups] + shape[1...])
        let deviation = try (grouped.variance(along: 0) + 1e-8).squareRoot()
        let numbers = try deviation.mean(along: 1, 2, 3)  // groups
        let map = try numbers.reshaped([1, groups, 1, 1, 1])
            .broadcast(to: [size, groups, 1, shape[2], shape[3]])
            .reshaped([count, 1, shape[2], shape[3]])
        return try Tensor.concatenated([x, map], along: 1)
    }
}

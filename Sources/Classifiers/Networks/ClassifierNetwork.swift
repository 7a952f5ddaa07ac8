// SPDX-License-Identifier: Apache-2.0

internal import Tensors

/// What a classifier's network is to the code around it: a function of a batch of prepared images.
protocol ClassifierNetwork {
    /// The number of classes.
    var classCount: Int { get }
    /// The number of features.
    var featureCount: Int { get }
    /// The images that are always seen at once: as many as keep a thread busy without filling the
    /// memory. Rounding depends on this number, so it is one of the network's and not of the caller's.
    var batchSize: Int { get }

    /// Logits (N, classes) and features (N, features) of images (N, C, H, W) in the range that the
    /// network takes.
    func callAsFunction(_ x: Tensor) throws(TensorError) -> (logits: Tensor, features: Tensor)
}

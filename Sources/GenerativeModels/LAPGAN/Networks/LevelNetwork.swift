// SPDX-License-Identifier: Apache-2.0

public import Layers
public import Tensors

/// What the networks of a level are told beside noise and images.
public struct LevelCondition {
    /// lₖ (N, C, F, F): the enlarged coarser image; nil at the coarsest level.
    public let lowPass: Tensor?
    /// The classes as one-hot rows (N, classes); nil in a cascade without classes.
    public let classes: Tensor?

    /// Creates a condition.
    public init(lowPass: Tensor? = nil, classes: Tensor? = nil) {
        self.lowPass = lowPass
        self.classes = classes
    }

    /// The images of a range alone.
    func slice(_ range: Range<Int>) throws(TensorError) -> LevelCondition {
        LevelCondition(lowPass: try lowPass?.slice(range), classes: try classes?.slice(range))
    }
}

/// A level's generator: noise and condition become a band, or at the coarsest level an image.
public protocol BandGenerating {
    /// The shape of the noise of one sample, without the batch.
    var noiseShape: [Int] { get }

    /// Makes bands.
    ///
    /// - Parameters:
    ///   - noise: Numbers in [−1, 1] (N, ``noiseShape``).
    ///   - condition: Of the N samples.
    ///   - mode: What for.
    /// - Returns: The bands (N, C, F, F), without a bound.
    /// - Throws: What LibTorch refuses.
    func callAsFunction(
        _ noise: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor
}

/// A level's discriminator: bands and their condition become logits of being real.
public protocol BandJudging {
    /// Judges bands.
    ///
    /// - Parameters:
    ///   - band: The bands (N, C, F, F), or at the coarsest level the images.
    ///   - condition: Of the N samples.
    ///   - mode: What for.
    /// - Returns: The logits (N).
    /// - Throws: What LibTorch refuses.
    func callAsFunction(
        _ band: Tensor, _ condition: LevelCondition, _ mode: Mode
    ) throws(TensorError) -> Tensor
}

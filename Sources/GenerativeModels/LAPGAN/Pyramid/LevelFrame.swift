// SPDX-License-Identifier: Apache-2.0

public import Raster
public import Tensors

/// How a real image comes to a level: normalised, reduced, and with its low-pass condition.
///
/// Levels stay floats all the way; rounded to bytes they would teach the finest network to imitate the
/// rounding.
public struct LevelFrame: Sendable {
    /// The pyramid.
    public let pyramid: CascadePyramid
    /// Which level, 0 for the finest.
    public let level: Int
    /// How many classes there are; 0 for none.
    public let classes: Int
    /// What is done to values before anything else.
    public let normaliser: Normaliser

    /// Creates a frame.
    public init(pyramid: CascadePyramid, level: Int, classes: Int, normaliser: Normaliser) {
        precondition(pyramid.sides.indices.contains(level), "there is no level \(level)")
        self.pyramid = pyramid
        self.level = level
        self.classes = classes
        self.normaliser = normaliser
    }

    /// The batch of a level.
    ///
    /// - Parameters:
    ///   - images: Whole images in the signed range.
    ///   - labels: Their classes; may be empty where there are none.
    /// - Returns: Images, low-pass condition and classes.
    /// - Throws: What LibTorch refuses.
    public func batch(of images: ImageBatch, labels: [Int]) throws(TensorError) -> LevelBatch {
        let whole = try normaliser.normalised(Tensor(images))
        let own = try pyramid.reduced(whole, to: level)
        return LevelBatch(images: own, condition: try condition(of: own, labels: labels))
    }

    /// The condition of images that are this level.
    func condition(of own: Tensor, labels: [Int]) throws(TensorError) -> LevelCondition {
        LevelCondition(
            lowPass: level == pyramid.coarsest ? nil : try pyramid.lowPass(own, at: level),
            classes: classes == 0 ? nil : try .rows(ofLabels: labels, classes: classes))
    }
}

extension Tensor {
    /// Classes as rows of zeros with a one (N, classes).
    static func rows(ofLabels labels: [Int], classes: Int) throws(TensorError) -> Tensor {
        try Tensor(labels).oneHot(classes: classes).converted(to: .float32)
    }
}

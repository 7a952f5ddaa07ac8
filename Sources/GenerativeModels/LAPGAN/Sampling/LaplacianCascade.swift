// SPDX-License-Identifier: Apache-2.0

internal import Layers
public import Raster
public import Tensors

/// Trained levels as one generator: a pyramid is filled from the coarsest level on and collapsed.
///
/// ```text
/// Ĩ_K = G_K(z_K);   for k = K − 1 … 0:   l = u(Ĩ_{k+1});   Ĩ_k = l + G_k(z_k, l)
/// ```
///
/// Denton et al. 2015, section 2.2. Each level has noise of its own, and nothing is clipped between
/// levels. Noise is keyed by seed, image and level, so image i of a seed is the same in any batch.
public struct LaplacianCascade {
    /// The pyramid.
    public let pyramid: CascadePyramid
    /// What is done to values.
    public let normaliser: Normaliser
    /// How many classes there are; 0 for none.
    public let classes: Int

    let generators: [any BandGenerating]

    /// Creates a cascade of one generator a level, finest first.
    public init(
        pyramid: CascadePyramid, normaliser: Normaliser = .signed, classes: Int = 0,
        generators: [any BandGenerating]
    ) {
        precondition(generators.count == pyramid.sides.count, "one generator for each level")
        self.pyramid = pyramid
        self.normaliser = normaliser
        self.classes = classes
        self.generators = generators
    }

    /// How real images come to a level of this cascade.
    func frame(_ level: Int) -> LevelFrame {
        LevelFrame(pyramid: pyramid, level: level, classes: classes, normaliser: normaliser)
    }

    /// Samples of the coarsest level, in the networks' values.
    public func coarsest(_ draws: Draws) throws(TensorError) -> Tensor {
        try band(pyramid.coarsest, of: LevelCondition(classes: oneHot(draws.labels)), draws)
    }

    /// The level that another generator's images of a size are.
    ///
    /// - Throws: ``CascadeError`` when no level but the finest has this size, or values are changed by
    ///   statistics that coarser images do not have.
    public func level(of size: ImageSize) throws(CascadeError) -> Int {
        let sides = pyramid.sides
        guard size.width == size.height, let level = sides.firstIndex(of: size.width), level > 0
        else {
            let needed = sides.dropFirst().map { "\($0)×\($0)" }.joined(separator: " or ")
            throw CascadeError(
                "it makes \(size), and the cascade goes on from \(needed); take a generator of such "
                    + "a size")
        }
        guard normaliser.statistics == nil else {
            throw CascadeError(
                "the cascade sees standardised values, and only whole images have statistics; take "
                    + "one that was trained on signed values")
        }
        return level
    }

    /// Fills the levels below a coarse image.
    ///
    /// - Parameters:
    ///   - coarse: Images (N, C, s, s) of a level, generated or real, in the networks' values.
    ///   - level: Which level they are.
    ///   - draws: What noise and classes the N samples have.
    /// - Returns: The images of each level, the given ones first and the finest last.
    /// - Throws: What LibTorch refuses.
    public func refine(
        _ coarse: Tensor, from level: Int, _ draws: Draws
    ) throws(TensorError) -> [Tensor] {
        var chain = [coarse]
        for finer in (0..<level).reversed() {
            chain.append(try refined(chain[chain.count - 1], to: finer, draws))
        }
        return chain
    }

    /// One step of the recursion: the images of a level from those of the next coarser one.
    public func refined(
        _ coarse: Tensor, to level: Int, _ draws: Draws
    ) throws(TensorError) -> Tensor {
        let lowPass = try pyramid.enlarged(coarse, to: level)
        let condition = LevelCondition(lowPass: lowPass, classes: try oneHot(draws.labels))
        return try pyramid.collapsed(coarse: coarse, band: band(level, of: condition, draws))
    }

    /// The generated bands of a level for its conditions.
    public func band(
        _ level: Int, of condition: LevelCondition, _ draws: Draws
    ) throws(TensorError) -> Tensor {
        let network = generators[level]
        let noise = try draws.noise(level, shape: network.noiseShape)
        return try withoutGradient { () throws(TensorError) in
            try network(noise, condition, .evaluation)
        }
    }

    private func oneHot(_ labels: [Int]) throws(TensorError) -> Tensor? {
        classes == 0 ? nil : try Tensor.rows(ofLabels: labels, classes: classes)
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import Training

extension ProGAN.Recipe {
    /// The recipes by their names on a command line.
    public static let named: [(name: String, recipe: ProGAN.Recipe)] = [
        ("celebA128", .celebA128), ("cifar10", .cifar10), ("celebAHQ1024", .celebAHQ1024),
        ("demo32", .demo32), ("demo32-large", .demo32Large), ("demo64", .demo64),
        ("demo16", .demo16), ("tiny", .tiny),
    ]

    /// Faces of 128×128 with the fewer maps of the paper's Table 1, row (g): 10 million images.
    public static let celebA128 = {
        var architecture = ProGAN.Architecture(resolution: 128, baseMaps: 2048)
        architecture.techniques.variation = .deviation(groupSize: nil)
        var recipe = ProGAN.Recipe(
            architecture: architecture,
            growth: .init(
                resolution: 128, trainImages: 800_000, fadeImages: 800_000, batchSize: 16),
            images: 10_000_000)
        recipe.mirrors = true
        return recipe
    }()

    /// CIFAR-10 as the authors' Theano program trains it, which is not quite what the paper says:
    /// fewer maps, γ = 750 and no mirroring; 20 million images.
    public static let cifar10 = {
        var architecture = ProGAN.Architecture(resolution: 32, baseMaps: 4096, mostMaps: 128)
        architecture.techniques.variation = .deviation(groupSize: nil)
        var recipe = ProGAN.Recipe(
            architecture: architecture,
            growth: .init(
                resolution: 32, trainImages: 400_000, fadeImages: 400_000, batchSize: 16),
            images: 20_000_000)
        recipe.objective = .wasserstein(terms: .init(penalty: .init(weight: 10, target: 750)))
        return recipe
    }()

    /// Faces of 1024×1024 as in the paper, on one device: 19 million images.
    public static let celebAHQ1024 = {
        var architecture = ProGAN.Architecture(resolution: 1024)
        architecture.techniques.variation = .deviation(groupSize: 16)
        var recipe = ProGAN.Recipe(
            architecture: architecture,
            growth: .init(
                resolution: 1024, trainImages: 800_000, fadeImages: 800_000, batchSize: 16,
                batchSizes: [256: 14, 512: 6, 1024: 3]),
            images: 19_000_000)
        recipe.mirrors = true
        return recipe
    }()

    /// 32×32 on a laptop's processor: 70 thousand weights a network, 100,000 images.
    ///
    /// The average forgets faster than the paper's, since the whole run has some thousand steps, and the
    /// learning rate is three times the paper's: with 0.0015 the sliced Wasserstein distance × 10³ on
    /// `shapes32` ended at 46, with 0.003 it was there after 68,000 images.
    public static let demo32 = demo(32, baseMaps: 256, mostMaps: 32, learningRate: 0.003)

    /// As ``demo32`` with four times the weights, and four times the work an image.
    public static let demo32Large = demo(32, baseMaps: 512, mostMaps: 64, learningRate: 0.0015)

    /// As ``demo32``, one level more.
    public static let demo64 = demo(64, baseMaps: 256, mostMaps: 32, learningRate: 0.003)

    /// As ``demo32``, one level less: what finer networks may start from.
    public static let demo16 = {
        var recipe = demo(16, baseMaps: 256, mostMaps: 32, learningRate: 0.003)
        recipe.images = 80_000
        return recipe
    }()

    /// 16×16 in seconds: for tests and for trying out commands.
    public static let tiny = {
        var recipe = ProGAN.Recipe(
            architecture: .init(resolution: 16, baseMaps: 64, mostMaps: 8),
            growth: .init(
                resolution: 16, trainImages: 240, fadeImages: 160, batchSize: 8,
                learningRate: 0.002),
            images: 1600)
        recipe.averageDecay = 0.9
        return recipe
    }()

    private static func demo(
        _ side: Int, baseMaps: Int, mostMaps: Int, learningRate: Double
    ) -> ProGAN.Recipe {
        var recipe = ProGAN.Recipe(
            architecture: .init(resolution: side, baseMaps: baseMaps, mostMaps: mostMaps),
            growth: .init(
                resolution: side, trainImages: 10_000, fadeImages: 6_000, batchSize: 16,
                learningRate: learningRate),
            images: 100_000)
        recipe.averageDecay = 0.995
        return recipe
    }
}

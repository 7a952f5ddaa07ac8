// SPDX-License-Identifier: Apache-2.0

internal import Training

extension LAPGANRecipe {
    /// The paper's networks for CIFAR-10 (section 4) at the sizes of the authors' program, 8→16→32,
    /// with the paper's optimizer.
    public static let cifar10 = paper(name: "cifar10", sides: [32, 16, 8])

    /// The same with classes: CC-LAPGAN.
    public static let cifar10Conditional = paper(
        name: "cifar10-conditional", sides: [32, 16, 8], isConditional: true)

    /// The paper's networks for STL-10, 8→16→32→64→96, whose last step has the ratio 1.5.
    public static let stl10 = paper(
        name: "stl10", sides: [96, 64, 32, 16, 8], operators: .torch7)

    /// The large networks for one class of LSUN, 4→8→16→32→64, with gated updates and a rate of 0.01.
    ///
    /// The large discriminator has no room at 8 pixels; that level has the networks for CIFAR-10.
    public static let lsun: LAPGANRecipe = {
        let training = LevelTraining(
            images: 16_000_000, optimisation: .paper(rate: 0.01), isGated: true)
        return LAPGANRecipe(
            name: "lsun",
            levels: [64, 32, 16].map { Level(side: $0, .large, training) } + [
                Level(side: 8, .convolutional(sizes: BandArchitecture()), training),
                Level(
                    side: 4, .dense(sizes: DenseArchitecture(generatorHidden: 600)), training),
            ])
    }()

    /// Small networks that show what a cascade does in minutes on one thread.
    ///
    /// A discriminator that looks at single pixels first and learns twice as fast as the generator keeps
    /// flat places flat. On rich sets it would soon be right nearly always, and lead the generator to
    /// colours that no image has: bands without means of 2×2 pixels leave those no room, and a penalty
    /// on its slope keeps it unsure. The coarsest network, whose variety nothing repairs later, learns
    /// ten times as long.
    public static let demo32: LAPGANRecipe = {
        let bands = BandArchitecture(
            generatorMaps: 16, generatorKernels: [3, 3, 3], outputScale: 0.05,
            keepsCoarseImage: true,
            discriminatorSteps: [
                .init(maps: 16, kernel: 3, padding: 1),
                .init(maps: 32, kernel: 4, stride: 2, padding: 1),
                .init(maps: 32, kernel: 4, stride: 2, padding: 1),
            ], slope: 0.2, dropout: 0)
        let residual = DenseArchitecture(
            generatorHidden: 512, discriminatorHidden: 512, normalises: true, slope: 0.2,
            dropout: 0)
        let training = LevelTraining(
            images: 80_000, batchSize: 16,
            optimisation: .quick(rate: 5e-4, discriminatorRate: 1e-3, fall: true),
            averageDecay: 0.995, slopePenalty: RealSlopePenalty(weight: 0.1))
        return LAPGANRecipe(
            name: "demo32", operators: .box2,
            levels: [
                Level(side: 32, .convolutional(sizes: bands), training),
                Level(side: 16, .convolutional(sizes: bands), training),
                Level(
                    side: 8, .dense(sizes: residual),
                    LevelTraining(
                        images: 800_000, batchSize: 64,
                        optimisation: .quick(rate: 5e-4, fall: true), averageDecay: 0.998)),
            ])
    }()

    /// A cascade of 4→8→16 pixels that trains in a second, for trying out and for tests.
    public static let tiny: LAPGANRecipe = {
        let bands = BandArchitecture(
            generatorMaps: 4, generatorKernels: [3, 3, 3], normalises: true,
            discriminatorSteps: [.init(maps: 4, kernel: 4, stride: 2, padding: 1)], slope: 0.2)
        let training = LevelTraining(
            images: 256, batchSize: 16, optimisation: .quick(rate: 1e-3), averageDecay: 0.9)
        return LAPGANRecipe(
            name: "tiny", operators: .box2,
            levels: [16, 8].map { Level(side: $0, .convolutional(sizes: bands), training) } + [
                Level(
                    side: 4,
                    .dense(
                        sizes: DenseArchitecture(
                            noise: 8, generatorHidden: 16, discriminatorHidden: 16)), training)
            ])
    }()

    /// Every recipe that a command line can name.
    public static let named: [LAPGANRecipe] = [
        cifar10, cifar10Conditional, stl10, lsun, demo32, tiny,
    ]

    /// The paper's networks: dense ones of 1200 and 600 units, convolutional ones of 64 maps, momentum
    /// and learning rate by epoch, batches of 128.
    private static func paper(
        name: String, sides: [Int], operators: PyramidOperators = .binomial5,
        isConditional: Bool = false
    ) -> LAPGANRecipe {
        let training = LevelTraining(images: 10_000_000)
        let levels = sides.enumerated().map { index, side in
            Level(
                side: side,
                index == sides.count - 1
                    ? .dense(sizes: DenseArchitecture())
                    : .convolutional(sizes: BandArchitecture()), training)
        }
        return LAPGANRecipe(
            name: name, operators: operators, isConditional: isConditional, heldOutShare: 0.1,
            levels: levels)
    }
}

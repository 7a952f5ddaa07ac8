// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport

/// Sizes of `Fixtures/lapgan/architecture.json`.
struct LAPGANSizes: Decodable {
    struct Convolutional: Decodable {
        let fine, generatorMaps, classes, classPlaneParams: Int
        let generatorTotal, discriminatorTotal: Int
        let generatorLayers, discriminatorLayers, discriminatorSides: [Int]
    }

    struct Dense: Decodable {
        let noise, size, generatorHidden, discriminatorHidden: Int
        let generatorTotal, discriminatorTotal: Int
        let generator, discriminator: [Int]
    }

    struct Large: Decodable {
        let generator, discriminator: [Int]
        let flat16: Int
    }

    let convolutional: [Convolutional]
    let dense: [Dense]
    let large: Large

    static func load() throws -> LAPGANSizes { try Fixture.json("lapgan/architecture.json") }
}

/// Operations of `Fixtures/lapgan/operations.json`.
struct LAPGANOperations: Decodable {
    struct Split: Decodable { let image1, low0, band0: GoldenTensor }

    struct Operators: Decodable {
        let image0: GoldenTensor
        let cases: [String: Split]
    }

    struct Scale: Decodable {
        let input, output: GoldenTensor
    }

    struct Enlargement: Decodable {
        let coarse14: GoldenTensor
        let firstRow: [Double]
    }

    struct Recursion: Decodable { let image2, band1, band0, image1, image0: GoldenTensor }

    struct Generator: Decodable {
        let noise, low, band: GoldenTensor
        let weights: [String: GoldenTensor]
    }

    struct Discriminator: Decodable {
        let low, band: GoldenTensor
        let weights: [String: GoldenTensor]
        let logit, probability: [Double]
    }

    struct Parzen: Decodable {
        let samples, test: GoldenTensor
        let sigma, mean, standardError: Double
        let logLikelihood: [Double]
    }

    struct Multiscale: Decodable {
        let image, lOrthonormal, hOrthonormal: GoldenTensor
        let lowSamplesOrthonormal, highSamplesGivenTrueL: GoldenTensor
        let sigmaLow, sigmaHigh, logQLow, logQHigh, logLikelihood: Double
        let correctionIfMean: Double
        let energyCheck: [Double]
    }

    struct Selection: Decodable {
        let candidates: GoldenTensor
        let target: [Double]
        let value: Double
    }

    struct Plane: Decodable {
        let oneHot, bias: [Double]
        let weight, plane: GoldenTensor
    }

    struct Gate: Decodable {
        let errFake, errReal: Double
        let generatorSteps, discriminatorSteps: Bool
    }

    let pyramidOperators: Operators
    let torch7Scale: [Scale]
    let torch7From14To28: Enlargement
    let samplingRecursion: Recursion
    let generator: Generator
    let discriminator: Discriminator
    let parzen: Parzen
    let multiscaleParzen: Multiscale
    let modelSelectionHeuristic: Selection
    let classPlane: Plane
    let gatedUpdates: [Gate]

    static func load() throws -> LAPGANOperations { try Fixture.json("lapgan/operations.json") }
}

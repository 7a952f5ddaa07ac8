// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport

/// Sizes of `Fixtures/lapgan/architecture.json`.
struct LAPGANSizes: Decodable {
    struct Convolutional: Decodable {
        let fine, hidden_G, hidden_D, classes, G_total, D_total, class_plane_params: Int
        let G_layers, D_layers, D_spatial: [Int]
    }

    struct Dense: Decodable {
        let noise, size, G_hidden, D_hidden, G_total, D_total: Int
        let G, D: [Int]
    }

    struct Large: Decodable {
        let G, D, D_spatial_32: [Int]
        let D_flat_16, D_flat_32, D_flat_64: Int
    }

    let cifar_conv: [Convolutional]
    let coarsest_fc: [Dense]
    let lsun_large: Large

    static func load() throws -> LAPGANSizes { try Fixture.json("lapgan/architecture.json") }
}

/// Operations of `Fixtures/lapgan/operations.json`.
struct LAPGANOperations: Decodable {
    struct Split: Decodable { let I1, l0, h0: GoldenTensor }

    struct Operators: Decodable {
        let I0: GoldenTensor
        let cases: [String: Split]
    }

    struct Scale: Decodable {
        let input, output: GoldenTensor
    }

    struct Enlargement: Decodable {
        let coarse14: GoldenTensor
        let up28_first_row: [Double]
    }

    struct Recursion: Decodable { let I2, h1, h0, I1, I0: GoldenTensor }

    struct Generator: Decodable {
        let noise, l, h: GoldenTensor
        let weights: [String: GoldenTensor]
    }

    struct Discriminator: Decodable {
        let l, h: GoldenTensor
        let weights: [String: GoldenTensor]
        let logit, probability: [Double]
    }

    struct Parzen: Decodable {
        let samples, test: GoldenTensor
        let sigma, mean, standard_error: Double
        let log_likelihood: [Double]
    }

    struct Multiscale: Decodable {
        let image, l_orthonormal, h_orthonormal: GoldenTensor
        let low_samples_orthonormal, high_samples_given_true_l: GoldenTensor
        let sigma_low, sigma_high, log_q_low, log_q_high, log_likelihood: Double
        let correction_if_mean: Double
        let energy_check: [Double]
    }

    struct Selection: Decodable {
        let candidates: GoldenTensor
        let target: [Double]
        let value: Double
    }

    struct Plane: Decodable {
        let one_hot, b: [Double]
        let W, plane: GoldenTensor
    }

    struct Gate: Decodable {
        let err_fake, err_real: Double
        let train_G, train_D: Bool
    }

    let pyramid_operators: Operators
    let torch7_scale: [Scale]
    let torch7_28_14_example: Enlargement
    let sampling_recursion: Recursion
    let conditional_G: Generator
    let conditional_D: Discriminator
    let parzen: Parzen
    let multiscale_parzen: Multiscale
    let model_selection_heuristic: Selection
    let class_plane: Plane
    let gated_updates: [Gate]

    static func load() throws -> LAPGANOperations { try Fixture.json("lapgan/operations.json") }
}

// SPDX-License-Identifier: Apache-2.0

extension ProGAN {
    /// A program whose generators are known and cannot be read, with the reason.
    struct ClosedPort: Sendable {
        /// Its name.
        let name: String
        /// A tensor that its generators have.
        let mark: String
        /// What is missing, to follow "its".
        let reason: String

        /// Two programs divide first weights by their root mean square, which no file holds; one enlarges
        /// features by interpolation and has a layer more at 4×4.
        static let all: [ClosedPort] = [
            ClosedPort(
                name: "pro_gan_pytorch before its version 2",
                mark: "initial_block.conv_1.deconv.weight",
                reason: "layers are scaled by numbers that are not in the file"),
            ClosedPort(
                name: "pggan-pytorch", mark: "first_block.0.conv.weight",
                reason: "layers are scaled by numbers that are not in the file"),
            ClosedPort(
                name: "pggan-pytorch", mark: "first_block.1.conv.weight",
                reason: "layers are scaled by numbers that are not in the file"),
            ClosedPort(
                name: "pggan-pytorch", mark: "first_block.0.weight",
                reason: "activations and normalisations are options that are not in the file"),
            ClosedPort(
                name: "Progressive-GAN-pytorch", mark: "progression_4.conv.0.conv.weight_orig",
                reason: "features are enlarged by interpolation, and 4×4 has a layer more"),
        ]
    }
}

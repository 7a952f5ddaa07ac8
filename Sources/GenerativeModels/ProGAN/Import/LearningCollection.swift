// SPDX-License-Identifier: Apache-2.0

extension ProGAN.Port {
    /// ProGAN of github.com/aladdinpersson/Machine-Learning-Collection.
    ///
    /// As `pro_gan_pytorch`, but the first layer's weight is not scaled, latents are normalised, and images
    /// from 8×8 on end in a tangent. The first image layer appears under two names.
    static let learningCollection = ProGAN.Port(
        name: "Machine-Learning-Collection", marks: ["initial.1.weight"]
    ) { found in
        var reading = Reading { place in
            switch place {
            case .first:
                return ProGAN.PortLayer(
                    weight: "initial.1.weight", bias: "initial.1.bias", form: .transposed, gain: nil
                )
            case .second: return scaled("initial.3")
            case .convolution(let level, let index):
                return scaled("prog_blocks.\(level - 1).conv\(index + 1)")
            case .image(let level): return scaled("rgb_layers.\(level)")
            }
        }
        reading.techniques.normalisesFirstLayer = false
        reading.techniques.endsInTangent = true
        reading.passedOver = ["initial_rgb.conv.weight", "initial_rgb.bias"]
        return reading
    }

    private static func scaled(_ stem: String) -> ProGAN.PortLayer {
        ProGAN.PortLayer(weight: stem + ".conv.weight", bias: stem + ".bias")
    }
}

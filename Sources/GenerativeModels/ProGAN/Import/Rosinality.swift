// SPDX-License-Identifier: Apache-2.0

extension ProGAN.Port {
    /// github.com/rosinality/progressive-gan-pytorch.
    ///
    /// Normalisation comes before the activation, the image layers are not scaled, and a row of a table,
    /// chosen by the label, follows the latents, which are normalised without it. The program saves whole
    /// modules, which are code; what is read is their `state_dict`.
    static let rosinality = ProGAN.Port(
        name: "progressive-gan-pytorch", marks: ["to_rgb.0.weight"]
    ) { found in
        var reading = Reading { place in
            switch place {
            case .first: return equalized(level: 0, index: 0, form: .padded)
            case .second: return equalized(level: 0, index: 1)
            case .convolution(let level, let index): return equalized(level: level, index: index)
            case .image(let level):
                return ProGAN.PortLayer(
                    weight: "to_rgb.\(level).weight", bias: "to_rgb.\(level).bias", gain: nil)
            }
        }
        reading.techniques.generatorNormalisation = .pixelBeforeActivation
        reading.techniques.normalisesLabels = false
        if found.entries["label_embed.weight"] != nil {
            reading.labels = "label_embed.weight"
            reading.passedOver = ["label_embed.weight"]
        }
        return reading
    }

    /// Convolution, normalisation and activation take the numbers 0 to 2 and 3 to 5.
    private static func equalized(
        level: Int, index: Int, form: ProGAN.PortLayer.Form = .plain
    ) -> ProGAN.PortLayer {
        let stem = "progression.\(level).conv.\(3 * index).conv"
        return ProGAN.PortLayer(weight: stem + ".weight_orig", bias: stem + ".bias", form: form)
    }
}

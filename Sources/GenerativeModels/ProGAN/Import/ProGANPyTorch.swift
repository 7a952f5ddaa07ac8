// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN.Port {
    /// github.com/akanimax/pro_gan_pytorch from its version 2 on.
    ///
    /// A transposed convolution makes 4×4 of the latents and no normalisation follows it; the image
    /// layers have the gain √2. Latents are normalised, but not in version 2, which calls the first block
    /// `initial_block`, nor in early commits of version 3. Files of version 3 have `generator` and its
    /// moving average `shadow_generator`, each a `conf` and a `state_dict`. How many of the levels were
    /// trained no file says.
    static let proGANPyTorch = ProGAN.Port(
        name: "pro_gan_pytorch", marks: ["rgb_converters.0.weight"]
    ) { found in
        let isVersion2 = found.entries["initial_block.conv_1.weight"] != nil
        func block(_ level: Int) -> String {
            guard isVersion2 else { return "layers.\(level)" }
            return level == 0 ? "initial_block" : "layers.\(level - 1)"
        }
        let settings = found.prefix.replacing("state_dict.", with: "") + "conf.use_eql"
        let gain = found.file.notes[settings] == .truth(false) ? nil : 2.0.squareRoot()
        var reading = Reading { place in
            let (stem, form): (String, ProGAN.PortLayer.Form) =
                switch place {
                case .first: (block(0) + ".conv_1", .transposed)
                case .second: (block(0) + ".conv_2", .plain)
                case .convolution(let level, let index):
                    (block(level) + ".conv_\(index + 1)", .plain)
                case .image(let level): ("rgb_converters.\(level)", .plain)
                }
            return ProGAN.PortLayer(
                weight: stem + ".weight", bias: stem + ".bias", form: form, gain: gain)
        }
        reading.techniques.normalisesLatents = !isVersion2
        reading.techniques.normalisesFirstLayer = false
        return reading
    }
}

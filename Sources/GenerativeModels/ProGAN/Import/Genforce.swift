// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN.Port {
    /// `PGGANGenerator` of github.com/genforce/genforce, which the authors' own weights were converted to.
    ///
    /// The authors' network: normalisation stands before each layer in the place of after the one before.
    /// `lod` says which level shows. Without its option `fused_scale`.
    static let genforce = ProGAN.Port(name: "genforce", marks: ["output0.weight"]) { found in
        var reading = Reading { place in
            let (stem, form, gain): (String, ProGAN.PortLayer.Form, Double) =
                switch place {
                case .first: ("layer0", .padded, 2.0.squareRoot())
                case .second: ("layer1", .plain, 2.0.squareRoot())
                case .convolution(let level, let index):
                    ("layer\(2 * level + index)", .plain, 2.0.squareRoot())
                case .image(let level): ("output\(level)", .plain, 1)
                }
            return ProGAN.PortLayer(
                weight: stem + ".weight", bias: stem + ".bias", form: form, gain: gain)
        }
        guard let entry = found.entries["lod"] else { return reading }
        reading.passedOver = ["lod"]
        let lod = try found.file.tensor(named: entry.name, on: .cpu).mean().item()
        let levels = (0..<32).first { found.entries["output\($0).weight"] == nil } ?? 0
        guard lod >= 0, lod < Double(levels) else { return reading }
        // A lod of 1.75 shows the finest level but one, and a quarter of that.
        reading.shownLevels = levels - Int(lod.rounded(.down))
        reading.share = 1 - (lod - lod.rounded(.down))
        return reading
    }
}

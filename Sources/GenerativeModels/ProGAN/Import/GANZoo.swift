// SPDX-License-Identifier: Apache-2.0

internal import Tensors

extension ProGAN.Port {
    /// `PGAN` of github.com/facebookresearch/pytorch_GAN_zoo.
    ///
    /// A layer's output, its bias included, is multiplied by √(2/n), also that of the image layers, and
    /// the first layer has a bias for each pixel. Files have the generator twice, `netG` and its moving
    /// average `avgG`, beside `config`: its `alpha` is the share of the coarser level. Earlier versions
    /// leave `module` out of the names.
    static let ganZoo = ProGAN.Port(
        name: "pytorch_GAN_zoo", marks: ["toRGBLayers.0.module.weight", "toRGBLayers.0.weight"]
    ) { found in
        let module = found.entries["formatLayer.module.weight"] == nil ? "" : "module."
        let isEqualized = found.file.notes["config.equalizedlR"] != .truth(false)
        var reading = Reading { place in
            let stem =
                switch place {
                case .first: "formatLayer."
                case .second: "groupScale0.0."
                case .convolution(let level, let index): "scaleLayers.\(level - 1).\(index)."
                case .image(let level): "toRGBLayers.\(level)."
                }
            return ProGAN.PortLayer(
                weight: stem + module + "weight", bias: stem + module + "bias",
                gain: isEqualized ? 2.0.squareRoot() : nil, scalesBias: isEqualized)
        }
        reading.techniques.firstBias = .unit
        if let slope = found.number("config.leakyReluLeak") {
            reading.techniques.generatorSlope = slope
        }
        // Images end in a tangent where these objectives train them.
        let objective = found.file.notes["config.lossCriterion"]
        reading.techniques.endsInTangent = [.text("MSE"), .text("DCGAN")].contains(objective)
        if let coarse = found.number("config.alpha") { reading.share = 1 - coarse }
        if let classes = found.number("config.categoryVectorDim"), classes > 0 {
            throw found.problem(
                "its generator was trained with \(Int(classes)) attributes, which are not read",
                "import one that was trained without")
        }
        return reading
    }
}

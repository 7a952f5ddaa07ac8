// SPDX-License-Identifier: Apache-2.0

internal import GenerativeModels
internal import Pyramids

/// The Python file that `progan export` writes beside the weights.
enum PyTorchGenerator {
    /// What it reads in the header of the weights: sizes, and what the network does.
    static func settings(
        of architecture: ProGAN.Architecture, at detail: LevelOfDetail
    ) -> [String: String] {
        let techniques = architecture.techniques
        let isFirst = techniques.generatorNormalisation == .pixelBeforeActivation
        return [
            "resolution": "\(architecture.resolution)",
            "side": "\(architecture.resolution(ofLevel: detail.level))",
            "alpha": "\(detail.alpha)",
            "classes": "\(architecture.classes)",
            "slope": "\(techniques.generatorSlope)",
            "normalises_latents": "\(techniques.normalisesLatents)",
            "normalises_labels": "\(techniques.normalisesLabels)",
            "normalises_first_layer": "\(techniques.normalisesFirstLayer)",
            "normalises_before_activation": "\(isFirst)",
            "ends_in_tangent": "\(techniques.endsInTangent)",
        ]
    }

    /// A `torch.nn.Module` that reads `generator.safetensors`.
    static let module = #"""
        # SPDX-License-Identifier: Apache-2.0
        """A generator that `progan` trained, for PyTorch.

            python3 generator.py latents.npy images.npy

        `Generator()(latents)` takes (N, latents) and gives (N, channels, side, side) from -1 to 1. For a
        generator with classes a row of latents goes on with the label, a one among zeros.
        """

        import sys
        from pathlib import Path

        import numpy
        import torch
        import torch.nn.functional as F
        from safetensors import safe_open


        def normalised(x):
            return x * (x.square().mean(1, keepdim=True) + 1e-8).rsqrt()


        class Generator(torch.nn.Module):
            def __init__(self, path=Path(__file__).with_name("generator.safetensors")):
                super().__init__()
                self.weights = torch.nn.ParameterDict()
                with safe_open(path, framework="pt") as file:
                    metadata = file.metadata()
                    for name in file.keys():
                        key = name.replace(".", "_")
                        self.weights[key] = torch.nn.Parameter(file.get_tensor(name))
                self.resolution, self.side = int(metadata["resolution"]), int(metadata["side"])
                self.alpha, self.slope = float(metadata["alpha"]), float(metadata["slope"])
                self.classes = int(metadata["classes"])
                self.traits = {name for name, value in metadata.items() if value == "true"}

            def weight(self, name, gain=2**0.5):
                stored = self.weights[f"{name}_weight"]
                return stored * (gain / stored[0].numel() ** 0.5)

            def convolution(self, name, x):
                x = F.conv2d(x, self.weight(name), self.weights[f"{name}_bias"], padding=1)
                return self.finish(x)

            def finish(self, x, is_normalised=True):
                if not is_normalised:
                    return F.leaky_relu(x, self.slope)
                if "normalises_before_activation" in self.traits:
                    return F.leaky_relu(normalised(x), self.slope)
                return normalised(F.leaky_relu(x, self.slope))

            def image(self, side, x):
                name = f"{side}x{side}_to_rgb"
                x = F.conv2d(x, self.weight(name, 1), self.weights[f"{name}_bias"])
                return x.tanh() if "ends_in_tangent" in self.traits else x

            def placed(self, latents):
                if "normalises_latents" not in self.traits:
                    return latents
                if self.classes == 0 or "normalises_labels" in self.traits:
                    return normalised(latents)
                z, labels = latents[:, : -self.classes], latents[:, -self.classes :]
                return torch.cat([normalised(z), labels], 1)

            def forward(self, latents):
                x = F.linear(self.placed(latents), self.weight("4x4_dense", 2**0.5 / 4))
                maps, bias = x.shape[1] // 16, self.weights["4x4_dense_bias"]
                # One number a map, or one for each of its pixels.
                side = 1 if len(bias) == maps else 4
                x = x.reshape(len(x), maps, 4, 4) + bias.reshape(1, maps, side, side)
                x = self.finish(x, "normalises_first_layer" in self.traits)
                x = self.convolution("4x4_conv", x)
                side, coarse = 4, None
                while side < self.side:
                    side *= 2
                    if side == self.side and self.alpha < 1:
                        coarse = self.image(side // 2, x)
                    x = F.interpolate(x, scale_factor=2, mode="nearest")
                    for layer in ("conv0", "conv1"):
                        x = self.convolution(f"{side}x{side}_{layer}", x)
                image = self.image(side, x)
                if coarse is not None:
                    coarse = F.interpolate(coarse, scale_factor=2, mode="nearest")
                    image = torch.lerp(coarse, image, self.alpha)
                factor = self.resolution // side
                return F.interpolate(image, scale_factor=factor, mode="nearest")


        if __name__ == "__main__":
            with torch.no_grad():
                images = Generator()(torch.from_numpy(numpy.load(sys.argv[1])))
            numpy.save(sys.argv[2], images.numpy())

        """#
}

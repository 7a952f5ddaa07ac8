// SPDX-License-Identifier: Apache-2.0

/// The Python file that `progan export` writes beside the weights.
enum PyTorchGenerator {
    /// A `torch.nn.Module` that reads `generator.safetensors`.
    static let module = #"""
        # SPDX-License-Identifier: Apache-2.0
        """A generator that `progan` trained, for PyTorch.

            python3 generator.py latents.npy images.npy

        `Generator()(latents)` takes (N, latents) and gives (N, channels, side, side) from -1 to 1.
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
                self.alpha = float(metadata["alpha"])

            def weight(self, name, gain=2**0.5):
                stored = self.weights[f"{name}_weight"]
                return stored * (gain / stored[0].numel() ** 0.5)

            def convolution(self, name, x):
                x = F.conv2d(x, self.weight(name), self.weights[f"{name}_bias"], padding=1)
                return normalised(F.leaky_relu(x, 0.2))

            def image(self, side, x):
                name = f"{side}x{side}_to_rgb"
                return F.conv2d(x, self.weight(name, 1), self.weights[f"{name}_bias"])

            def forward(self, latents):
                x = F.linear(normalised(latents), self.weight("4x4_dense", 2**0.5 / 4))
                bias = self.weights["4x4_dense_bias"]
                x = x.reshape(len(x), len(bias), 4, 4) + bias.reshape(1, -1, 1, 1)
                x = self.convolution("4x4_conv", normalised(F.leaky_relu(x, 0.2)))
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

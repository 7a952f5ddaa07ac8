# SPDX-License-Identifier: Apache-2.0
"""A training step and a bare operation through `Tensors`, against PyTorch on the same threads.

One step is two 3×3 convolutions of 128 channels at 32×32, batch 16, forward and backward; another
one of a small DCGAN at 32×32, batch 16, both players with Adam. Both sides run the same kernels, so
what is compared is everything around them.
"""

import os
import sys

import torch
from interleaved import SwiftProcess, compare, timed

PROGRAM = os.environ.get("TENSOR_BENCH", ".build/release/TensorBench")
THREADS = len(os.sched_getaffinity(0))


def wave(shape, factor):
    count = torch.Size(shape).numel()
    places = torch.arange(count, dtype=torch.float64)
    return ((places * 0.1).sin() * factor).to(torch.float32).reshape(shape)


class AdversarialStep:
    """The step of TensorBench/AdversarialStep.swift."""

    def __init__(self):
        nn = torch.nn
        widths = [64, 128, 64, 32, 3]
        layers = []
        for i in range(4):
            layers.append(nn.ConvTranspose2d(widths[i], widths[i + 1], 4, 1 if i == 0 else 2,
                                             0 if i == 0 else 1, bias=False))
            layers += [nn.BatchNorm2d(widths[i + 1]), nn.ReLU()] if i < 3 else [nn.Tanh()]
        self.generator = nn.Sequential(*layers)
        widths = [3, 32, 64, 128, 1]
        layers = []
        for i in range(4):
            layers.append(nn.Conv2d(widths[i], widths[i + 1], 4, 1 if i == 3 else 2,
                                    0 if i == 3 else 1, bias=False))
            if 0 < i < 3:
                layers.append(nn.BatchNorm2d(widths[i + 1]))
            if i < 3:
                layers.append(nn.LeakyReLU(0.2))
        self.discriminator = nn.Sequential(*layers)
        self.optimizers = []
        for net in (self.generator, self.discriminator):
            for weight in net.parameters():
                if weight.dim() == 4:
                    weight.data.copy_(wave(list(weight.shape), 0.05))
            self.optimizers.append(torch.optim.Adam(net.parameters(), 2e-4, (0.5, 0.999),
                                                    fused=True))
        self.reals = wave([16, 3, 32, 32], 1)
        self.latents = wave([16, 64, 1, 1], 1)

    def __call__(self):
        softplus = torch.nn.functional.softplus
        with torch.no_grad():
            fakes = self.generator(self.latents)
        judged = (softplus(-self.discriminator(self.reals)).mean()
                  + softplus(self.discriminator(fakes)).mean())
        self.optimizers[1].zero_grad()
        judged.backward()
        self.optimizers[1].step()
        self.discriminator.requires_grad_(False)
        fooled = softplus(-self.discriminator(self.generator(self.latents))).mean()
        self.optimizers[0].zero_grad()
        fooled.backward()
        self.optimizers[0].step()
        self.discriminator.requires_grad_(True)
        return (judged + fooled).item()


def main():
    torch.set_num_threads(THREADS)
    ours = SwiftProcess(PROGRAM)
    ours.ask(f"threads {THREADS}")
    x = wave([16, 128, 32, 32], 1)
    weights = [wave([128, 128, 3, 3], 0.02 * n).requires_grad_() for n in (1, 2)]

    def step():
        hidden = torch.nn.functional.conv2d(x, weights[0], padding=1).relu()
        loss = torch.nn.functional.conv2d(hidden, weights[1], padding=1).square().mean()
        for weight in weights:
            weight.grad = None
        loss.backward()
        return loss

    mine, theirs = ours.seconds("loss"), step().item()
    if abs(mine - theirs) > 1e-5 * abs(theirs):
        sys.exit(f"the losses differ: {mine} and {theirs}")
    compare(f"convolution step, {THREADS} threads", lambda: ours.seconds("step"),
            lambda: timed(step), "PyTorch", 15, goal=1 / 1.05)
    adversarial = AdversarialStep()
    for number in range(3):
        mine, theirs = ours.seconds("gan-losses"), adversarial()
        if abs(mine - theirs) > 1e-4 * abs(theirs):
            sys.exit(f"DCGAN step {number}: the losses differ: {mine} and {theirs}")
    compare(f"DCGAN step, {THREADS} threads", lambda: ours.seconds("gan"),
            lambda: timed(adversarial), "PyTorch", 41, goal=1 / 1.05)
    one = torch.tensor(1.0)

    def calls():
        for _ in range(10_000):
            one + one

    compare("10,000 additions of one number", lambda: ours.seconds("calls"),
            lambda: timed(calls), "PyTorch", 9)
    grown = ours.seconds("memory 10000")
    print(f"resident memory after 10,000 training steps: {grown / 2**20:+.1f} MB")
    ours.close()


if __name__ == "__main__":
    main()

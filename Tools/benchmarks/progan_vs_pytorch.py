# SPDX-License-Identifier: Apache-2.0
"""A training round of ProGAN at 32, 64 and 128 against an equal PyTorch program.

A round is a step of the discriminator, with the gradient penalty, and one of the generator, with
the moving average. Both sides have the same widths, batches and losses and run the same kernels.
Equal settings are those of most programs: features map after map. The best settings here are those
that `progan train` has: features pixel after pixel, and freed memory is kept. Features of 16 bits,
its option, are compared with the same program, and with it under autocast.
"""

import os
import sys
import time
from pathlib import Path

import torch
from interleaved import SwiftProcess, compare

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))
from progan_model import (  # noqa: E402
    Network, Size, discriminator_loss, discriminator_shapes, generate, generator_shapes, scores)

PROGRAM = os.environ.get("PROGAN_BENCH", ".build/release/ProGANBench")
THREADS = int(os.environ.get("THREADS", len(os.sched_getaffinity(0))))
ROUNDS = int(os.environ.get("ROUNDS", 9))


class Peer:
    """The same training in PyTorch."""

    def __init__(self, side, is_short=False):
        self.size, self.side = Size(side, 512, 64), side
        self.is_short = is_short
        self.batch = 16 if side <= 64 else 8
        self.g, self.d = (
            Network(rows(self.size), lambda name, shape: torch.randn(shape))
            for rows in (generator_shapes, discriminator_shapes))
        self.average = [w.clone() for w in self.g.weights.values()]
        for net in (self.g, self.d):
            net.weights = {name: w.requires_grad_() for name, w in net.weights.items()}
            # Levels that are not in use would have no gradients.
            net.used = [w for name, w in net.weights.items()
                        if "rgb" not in name or name.startswith(f"{side}x")]
            net.adam = torch.optim.Adam(net.used, 0.001, betas=(0.0, 0.99))
        self.images = torch.randint(0, 256, (64, 3, side, side), dtype=torch.uint8)
        self.step()

    def latents(self):
        return torch.randn(self.batch, self.size.latents)

    def seconds(self):
        start = time.perf_counter()
        self.step()
        return time.perf_counter() - start

    def step(self):
        with torch.autocast("cpu", torch.bfloat16, enabled=self.is_short):
            self.steps()

    def steps(self):
        chosen = torch.randint(0, 64, (self.batch,))
        reals = self.images[chosen].float() * (2 / 255) - 1
        with torch.no_grad():
            fakes = generate(self.g, self.size, self.latents(), self.side, 1)
        shares = torch.rand(self.batch, 1, 1, 1)
        loss = discriminator_loss(self.d, self.size, reals, fakes, shares, self.side, 1, 1)
        loss.item()
        self.d.adam.zero_grad()
        loss.backward()
        self.d.adam.step()
        for weight in self.d.used:
            weight.requires_grad_(False)
        fakes = generate(self.g, self.size, self.latents(), self.side, 1)
        loss = -scores(self.d, self.size, fakes, self.side, 1).mean()
        loss.item()
        self.g.adam.zero_grad()
        loss.backward()
        self.g.adam.step()
        for weight in self.d.used:
            weight.requires_grad_()
        with torch.no_grad():
            for mean, weight in zip(self.average, self.g.weights.values()):
                mean.lerp_(weight, 0.001)


def main():
    torch.set_num_threads(THREADS)
    programs = {"equal": SwiftProcess(PROGRAM)}
    programs |= {name: SwiftProcess(PROGRAM, name) for name in ("best", "bfloat16")}
    for ours in programs.values():
        ours.ask(f"threads {THREADS}")
    for side in (32, 64, 128):
        peer = Peer(side)
        for what, goal in (("equal", 1.0), ("best", 1.3), ("bfloat16", 1.3)):
            compare(f"round at {side}, {what} settings, {THREADS} threads",
                    lambda: programs[what].seconds(f"round {side}"), peer.seconds, "PyTorch",
                    ROUNDS, goal=goal)
        short = Peer(side, is_short=True)
        compare(f"round at {side}, bfloat16 settings, {THREADS} threads",
                lambda: programs["bfloat16"].seconds(f"round {side}"), short.seconds,
                "PyTorch under autocast", ROUNDS)
    reading = programs["best"].seconds("data")
    print(f"reading 16 images of 32x32 for a round: {reading * 1e3:.3f} ms")
    for ours in programs.values():
        ours.close()


if __name__ == "__main__":
    main()

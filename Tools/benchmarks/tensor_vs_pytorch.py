# SPDX-License-Identifier: Apache-2.0
"""A training step and a bare operation through `Tensors`, against PyTorch on the same threads.

The step is two 3×3 convolutions of 128 channels at 32×32, batch 16, forward and backward. Both
sides run the same kernels, so what is compared is everything around them.
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

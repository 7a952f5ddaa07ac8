# SPDX-License-Identifier: Apache-2.0
"""Sliced Wasserstein distance against NumPy and against POT.

NumPy's side is a plain version of the published program. Both sides draw the same patches and
directions. First the distances must agree to 3e-6, with NumPy's statistics taken in double
precision; the published program takes them in single precision, which is off by 1e-4 at this size.
Then they take turns. NumPy's product uses as many threads as ours; its sort has one, as the
published program's. Words as arguments make it smaller: `swd_vs_numpy.py images=256 points=20000`.
"""

import os
import sys
import tempfile
import time
from statistics import median

import numpy as np
from scipy.ndimage import convolve

from interleaved import SwiftProcess

PROGRAM = os.environ.get("SWD_BENCH", ".build/release/SlicedWassersteinBench")
THREADS = int(os.environ.get("OPENBLAS_NUM_THREADS", os.cpu_count()))
KERNEL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]).astype(np.float32) / 256


def down(x):
    return convolve(x, KERNEL[None, None], mode="mirror")[:, :, ::2, ::2]


def up(x):
    y = np.zeros((x.shape[0], x.shape[1], x.shape[2] * 2, x.shape[3] * 2), x.dtype)
    y[:, :, ::2, ::2] = x
    return convolve(y, KERNEL[None, None] * 4, mode="mirror")


def levels_of(images):
    count = len([1 for k in range(20) if images.shape[2] >> k >= 16])
    levels = [images.astype(np.float32)]
    for _ in range(count - 1):
        coarse = down(levels[-1])
        levels[-1] = levels[-1] - up(coarse)
        levels.append(coarse)
    return levels


def descriptors(level, random, patches=128):
    n, channels, height, width = level.shape
    count = n * patches
    x = random.randint(3, width - 3, count)[:, None, None, None]
    y = random.randint(3, height - 3, count)[:, None, None, None]
    image = (np.arange(count) // patches)[:, None, None, None]
    channel = np.arange(channels)[None, :, None, None]
    across = np.arange(-3, 4)[None, None, :, None]
    along = np.arange(-3, 4)[None, None, None, :]
    return level[image, channel, y + along, x + across]


def normalised(parts, statistics):
    d = np.concatenate(parts)
    d -= d.mean(axis=(0, 2, 3), keepdims=True, dtype=statistics).astype(np.float32)
    d /= d.std(axis=(0, 2, 3), keepdims=True, dtype=statistics).astype(np.float32)
    return d.reshape(len(d), -1)


def sliced(a, b, random, repeats=4, directions=128):
    results = []
    for _ in range(repeats):
        theta = random.randn(a.shape[1], directions)
        theta /= np.sqrt((theta ** 2).sum(axis=0, keepdims=True))
        theta = theta.astype(np.float32)
        results.append(np.abs(np.sort(a @ theta, axis=0) - np.sort(b @ theta, axis=0)).mean())
    return np.mean(results)


def published(reals, fakes, statistics=np.float32):
    random = np.random.RandomState(1000)

    def cut(images):
        batch = min(max(8192 // images.shape[2], 4), 256)
        parts = None
        for first in range(0, len(images), batch):
            levels = levels_of(images[first:first + batch])
            cuts = [descriptors(level, random) for level in levels]
            parts = [[] for _ in cuts] if parts is None else parts
            for level, cut_out in enumerate(cuts):
                parts[level].append(cut_out)
        return [normalised(p, statistics) for p in parts]

    real = cut(reals)
    for _ in real:
        for _ in range(4):
            random.randn(147, 128)
    fake = cut(fakes)
    return np.mean([sliced(a, b, random) for a, b in zip(real, fake)])


def along_directions(a, b, count):
    """What POT computes, in double precision: in single its weights do not add up to 1."""
    theta = np.random.RandomState(1000).randn(a.shape[1], count)
    theta /= np.sqrt((theta ** 2).sum(axis=0, keepdims=True))
    return np.mean([np.abs(np.sort(a @ t) - np.sort(b @ t)).mean() for t in theta.T])


def take_turns(name, goal, process, request, peer, peer_name, rounds, exact=None):
    ours, theirs = [], []
    value = float(process.ask(request).split()[1])
    expected = peer() if exact is None else exact()
    assert abs(value - expected) <= 3e-6 * abs(expected), (name, value, expected)
    for _ in range(rounds):
        seconds = float(process.ask(request).split()[0])
        start = time.perf_counter()
        peer()
        theirs.append(time.perf_counter() - start)
        ours.append(seconds)
    ratio = median(theirs) / median(ours)
    print(f"{name}: {median(ours):.2f} s, {peer_name} {median(theirs):.2f} s, {ratio:.2f}×"
          f"  (at least {goal}×)", flush=True)


def main():
    words = dict(word.split("=") for word in sys.argv[1:])
    count, points = int(words.get("images", 2048)), int(words.get("points", 100_000))
    process = SwiftProcess(PROGRAM)
    generator = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        sets = []
        for side in "ab":
            # Blurred noise: as correlated as pictures are.
            noise = generator.integers(0, 256, (count, 64, 64, 3)).astype(np.float32)
            for _ in range(2 if side == "a" else 3):
                noise = (noise + np.roll(noise, 1, 1) + np.roll(noise, 1, 2)) / 3
            sets.append(np.clip(noise, 0, 255).astype(np.uint8))
            np.save(f"{folder}/{side}.npy", sets[-1])
        planar = [np.ascontiguousarray(s.transpose(0, 3, 1, 2)) for s in sets]
        take_turns(f"{count} against {count} RGB 64×64, {THREADS} threads", 8, process,
                   f"images {folder}/a.npy {folder}/b.npy {THREADS}",
                   lambda: published(*planar), "NumPy", 3,
                   exact=lambda: published(*planar, statistics=np.float64))
        import ot
        clouds = [generator.normal(size=(points, 147)).astype(np.float32) for _ in range(2)]
        clouds[1][:, 0] += 1
        for side, cloud in zip("ab", clouds):
            np.save(f"{folder}/points-{side}.npy", cloud)
        take_turns(f"{points}×147 points, 512 directions, {THREADS} threads", 15, process,
                   f"points {folder}/points-a.npy {folder}/points-b.npy 512 {THREADS}",
                   lambda: ot.sliced_wasserstein_distance(
                       clouds[0], clouds[1], n_projections=512, p=1, seed=1000), "POT", 3,
                   exact=lambda: along_directions(*clouds, 512))
    process.close()


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Fréchet distance, kernel distance and precision/recall against SciPy and NumPy.

Checks first that both computed the same. The peer of the Fréchet trace is `scipy.linalg.sqrtm`, as
in pytorch-fid; that of precision and recall the bare products of single precision that all three
distance matrices need.
"""

import os
import tempfile

import numpy as np
import scipy
from interleaved import SwiftProcess, compare, timed
from scipy.linalg import sqrtm

PROGRAM = os.environ.get("INCEPTION_BENCH", ".build/release/InceptionBench")


def features(generator, count, columns, shift):
    """Rectified, correlated features with a spectrum that falls, like a network's."""
    scales = 1 / (1 + np.arange(columns)) ** 0.4
    basis = generator.standard_normal((64, columns)) * 0.2
    rows = generator.standard_normal((count, columns)) * scales
    rows += generator.standard_normal((count, 64)) @ basis + shift
    return np.maximum(rows, 0).astype(np.float32)


def frechet(process, folder, columns):
    generator = np.random.default_rng(1)
    statistics = []
    for name, shift in (("a", 0.1), ("b", 0.12)):
        rows = features(generator, 3 * columns, columns, shift).astype(np.float64)
        statistics.append((rows.mean(0), np.cov(rows, rowvar=False)))
        np.savez(f"{folder}/{name}.npz", mu=statistics[-1][0], sigma=statistics[-1][1])
    (m1, s1), (m2, s2) = statistics

    def peer():
        root = sqrtm(s1 @ s2).real
        return (m1 - m2) @ (m1 - m2) + np.trace(s1) + np.trace(s2) - 2 * np.trace(root)

    request = f"trace {folder}/a.npz {folder}/b.npz"
    process.ask(request)
    ours, theirs = float(process.ask("value")), peer()
    assert abs(ours - theirs) < 1e-6 * theirs, (ours, theirs)
    compare(f"Fréchet distance of statistics, {columns} features",
            lambda: process.seconds(request), lambda: timed(peer), "SciPy sqrtm", rounds=1, goal=1)


def kernel(process, a, b):
    def peer():
        random = np.random.default_rng(3)
        values = []
        for _ in range(20):
            x = a[random.choice(len(a), 1000, replace=False)].astype(np.float64)
            y = b[random.choice(len(b), 1000, replace=False)].astype(np.float64)
            d = x.shape[1]
            xx, yy, xy = ((u @ v.T / d + 1) ** 3 for u, v in ((x, x), (y, y), (x, y)))
            values.append((xx.sum() - xx.trace() + yy.sum() - yy.trace()) / 999000
                          - 2 * xy.mean())
        return np.mean(values)

    process.ask("kernel")
    ours, theirs = float(process.ask("value")), peer()
    # Other subsets: equal within some standard errors.
    assert abs(ours - theirs) < 0.2 * abs(theirs), (ours, theirs)
    compare("kernel distance, 20 subsets of 1000", lambda: process.seconds("kernel"),
            lambda: timed(peer), "NumPy", rounds=3, goal=1)


def neighbours(process, a, b):
    def products():
        for x, y in ((a, a), (b, b), (a, b)):
            for start in range(0, len(x), 2000):
                x[start:start + 2000] @ y.T

    compare(f"precision and recall, {len(a)} × {a.shape[1]}",
            lambda: process.seconds("neighbours"), lambda: timed(products),
            "bare products (NumPy)", rounds=3, goal=0.8)


def check_neighbours(process, folder):
    """A size at which all distances fit in memory, in double precision."""
    generator = np.random.default_rng(5)
    a, b = features(generator, 900, 256, 0.1), features(generator, 1000, 256, 0.12)
    np.save(f"{folder}/few-a.npy", a)
    np.save(f"{folder}/few-b.npy", b)

    def squares(x, y):
        return ((x[:, None].astype(np.float64) - y[None]) ** 2).sum(2)

    radii = np.sort(squares(b, b), axis=1)[:, 3]
    precision = (squares(a, b) <= radii).any(1).mean()
    process.ask(f"load {folder}/few-a.npy {folder}/few-b.npy")
    process.ask("neighbours")
    assert float(process.ask("value")) == precision, precision


def main():
    threads = os.cpu_count()
    print(f"SciPy {scipy.__version__}, NumPy {np.__version__}, {threads} threads")
    with tempfile.TemporaryDirectory() as folder:
        process = SwiftProcess(PROGRAM, threads)
        check_neighbours(process, folder)
        frechet(process, folder, 512)
        frechet(process, folder, 2048)
        generator = np.random.default_rng(2)
        a, b = (features(generator, 20000, 2048, shift) for shift in (0.1, 0.12))
        np.save(f"{folder}/a.npy", a)
        np.save(f"{folder}/b.npy", b)
        process.ask(f"load {folder}/a.npy {folder}/b.npy")
        kernel(process, a, b)
        neighbours(process, a, b)
        process.close()


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Convolution of 2048²: the spectral engine against the direct one and against SciPy, in turns.

Checks first that all computed the same thing. SciPy gets the image already mirrored at its borders
and in single precision, and the quickest of its ways: one two-dimensional transform, or one along
each axis where the kernel is separable.
"""

import os
import tempfile

import numpy as np
import scipy.fft
from interleaved import SwiftProcess, compare, timed
from scipy.signal import fftconvolve

PROGRAM = os.environ.get("SPECTRAL_BENCH", ".build/release/SpectralBench")
SIDE = 2048


def ways(padded, kernel, taps):
    """SciPy's ways to the same result, as functions."""
    yield lambda: fftconvolve(padded, kernel, mode="valid")
    if taps is not None:
        yield lambda: fftconvolve(
            fftconvolve(padded, taps[None, :], mode="valid", axes=1), taps[:, None],
            mode="valid", axes=0)


def kernels():
    generator = np.random.default_rng(2)
    dense = generator.random((31, 31), dtype=np.float32)
    yield "dense 31×31", dense / dense.sum(), None
    taps = generator.random(129, dtype=np.float32)
    taps /= taps.sum()
    yield "separable 129 taps", np.outer(taps, taps), taps


def main():
    image = np.random.default_rng(1).random((SIDE, SIDE), dtype=np.float32)
    with tempfile.TemporaryDirectory() as folder:
        image.tofile(f"{folder}/image.f32")
        process = SwiftProcess(PROGRAM)
        process.ask(f"image {folder}/image.f32 {SIDE} {SIDE}")
        for name, kernel, taps in kernels():
            kind, values = ("dense", kernel) if taps is None else (
                "separable", np.concatenate([taps, taps]))
            values.tofile(f"{folder}/kernel.f32")
            side = kernel.shape[0]
            padded = np.pad(image, side // 2, mode="reflect")

            for threads in (1, 2):
                def ours(method):
                    process.ask(
                        f"kernel {kind} {folder}/kernel.f32 {side} {side} {method} {threads}")
                    return process.seconds("convolve")

                with scipy.fft.set_workers(threads):
                    expected = fftconvolve(padded.astype(np.float64), kernel, mode="valid")
                    for method in ("direct", "spectral"):
                        ours(method)
                        process.ask(f"save {folder}/result.f32")
                        result = np.fromfile(f"{folder}/result.f32", np.float32)
                        worst = np.abs(result.reshape(SIDE, SIDE) - expected).max()
                        assert worst <= 1e-5 * np.abs(expected).max(), f"{method} differs: {worst}"
                    peer = min(ways(padded, kernel, taps), key=lambda way: (way(), timed(way))[1])
                    label = f"convolution {SIDE}², {name}, {threads} thread(s)"
                    compare(f"{label}, spectral", lambda: ours("spectral"),
                            lambda: ours("direct"), "direct", rounds=7, goal=2)
                    compare(f"{label}, spectral", lambda: ours("spectral"),
                            lambda: timed(peer), "SciPy", rounds=7, goal=1)
        process.close()


if __name__ == "__main__":
    main()

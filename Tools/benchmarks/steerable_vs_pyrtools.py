# SPDX-License-Identifier: Apache-2.0
"""The steerable pyramid against pyrtools: order 3, five levels, 1024².

Checks first that both computed the same bands, then takes turns, one thread each (NumPy's
transforms have one).
"""

import os
import tempfile

import numpy as np
import pyrtools
from interleaved import SwiftProcess, compare, timed

PROGRAM = os.environ.get("SPECTRAL_BENCH", ".build/release/SpectralBench")
SIDE, ORDER, LEVELS = 1024, 3, 5


def saved(process, folder, shapes, is_complex):
    process.ask(f"save {folder}/result.f32")
    values = np.fromfile(f"{folder}/result.f32", np.float32)
    planes = []
    for shape, pair in shapes:
        parts = 2 if pair and is_complex else 1
        part, values = np.split(values, [parts * shape[0] * shape[1]])
        part = part.reshape(parts, *shape)
        planes.append(part[0] + 1j * part[1] if parts == 2 else part[0])
    return planes


def check(process, folder, peer, is_complex):
    process.ask("decompose")
    names = ["residual_highpass"] + [
        (level, band) for level in range(LEVELS) for band in range(ORDER + 1)
    ] + ["residual_lowpass"]
    shapes = [(peer.pyr_coeffs[name].shape, isinstance(name, tuple)) for name in names]
    for name, ours in zip(names, saved(process, folder, shapes, is_complex)):
        level = name[0] if isinstance(name, tuple) else LEVELS if name.endswith("lowpass") else 0
        worst = np.abs(ours - peer.pyr_coeffs[name]).max()
        # pyrtools looks its masks up in tables of 1024 entries.
        assert worst <= 1e-5 * 4**level, f"{name} differs by {worst}"
    process.ask("reconstruct")
    return saved(process, folder, [((SIDE, SIDE), False)], False)[0]


def main():
    y, x = np.mgrid[:SIDE, :SIDE]
    noise = np.random.default_rng(1).random((SIDE, SIDE))
    image = (0.5 + 0.3 * np.sin(x * x / 900) * np.cos(y / 7) + 0.2 * (noise - 0.5)).astype(
        np.float32)
    with tempfile.TemporaryDirectory() as folder:
        image.tofile(f"{folder}/image.f32")
        for is_complex in (False, True):
            process = SwiftProcess(PROGRAM)
            kind = "complex" if is_complex else "real"
            process.ask(f"image {folder}/image.f32 {SIDE} {SIDE}")
            process.ask(f"steerable {ORDER} {LEVELS} {kind} 1")

            def decompose():
                return pyrtools.pyramids.SteerablePyramidFreq(
                    image.astype(np.float64), height=LEVELS, order=ORDER, is_complex=is_complex)

            peer = decompose()
            rebuilt = check(process, folder, peer, is_complex)
            assert np.abs(rebuilt - image).max() < 1e-5
            name = f"steerable pyramid {kind}, order {ORDER}, {LEVELS} levels, {SIDE}², 1 thread"
            compare(f"{name}, decompose", lambda: process.seconds("decompose"),
                    lambda: timed(decompose), "pyrtools", rounds=5, goal=5)
            compare(f"{name}, reconstruct", lambda: process.seconds("reconstruct"),
                    lambda: timed(peer.recon_pyr), "pyrtools", rounds=5, goal=5)
            process.close()


if __name__ == "__main__":
    main()

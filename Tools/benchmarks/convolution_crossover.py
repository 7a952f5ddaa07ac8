# SPDX-License-Identifier: Apache-2.0
"""Measures where the spectral engine overtakes the direct one, and draws it.

Processor time on one thread. Writes docs/images/convolution-crossover.csv and .svg; run from the
root of the package.
"""

import os
import tempfile
from math import log2
from pathlib import Path

import numpy as np
from interleaved import SwiftProcess

PROGRAM = os.environ.get("SPECTRAL_BENCH", ".build/release/SpectralBench")
OUTPUT = Path("docs/images/convolution-crossover")
SIDE, ROUNDS = 1024, 25
TAPS = {
    "separable": [3, 5, 9, 17, 25, 33, 49, 65, 97, 129],
    "dense": [3, 5, 7, 9, 11, 13, 17, 25, 33],
}
COLOURS = {"direct": "#c2410c", "spectral": "#1d4ed8"}


def measure():
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        np.random.default_rng(1).random((SIDE, SIDE), dtype=np.float32).tofile(f"{folder}/i.f32")
        process = SwiftProcess(PROGRAM)
        process.ask(f"image {folder}/i.f32 {SIDE} {SIDE}")
        for kind, counts in TAPS.items():
            for taps in counts:
                values = np.random.default_rng(2).random(max(taps * taps, 2 * taps))
                values.astype(np.float32).tofile(f"{folder}/k.f32")

                def run(method):
                    process.ask(f"kernel {kind} {folder}/k.f32 {taps} {taps} {method} 1")
                    process.seconds("convolve")  # makes the kernel's spectrum
                    return process.seconds("convolve-cpu")

                turns = [(run("direct"), run("spectral")) for _ in range(ROUNDS)]
                # The least time: what else the machine does can only add to it.
                rows.append((kind, taps, *(min(t) * 1e9 / SIDE**2 for t in zip(*turns))))
                print(f"{kind} {taps}: direct {rows[-1][2]:.2f}, spectral {rows[-1][3]:.2f} ns/px")
        process.close()
    return rows


def panel(rows, kind, left):
    """Time a pixel over the number of taps, both logarithmic."""
    width, height, top = 300, 220, 40
    points = [row[1:] for row in rows if row[0] == kind]
    taps = [p[0] for p in points]
    times = [t for p in points for t in p[1:]]
    low, high = log2(min(times) / 1.2), log2(max(times) * 1.2)

    def x(count):
        return left + width * log2(count / taps[0]) / log2(taps[-1] / taps[0])

    def y(time):
        return top + height * (high - log2(time)) / (high - low)

    side = "taps on each axis" if kind == "separable" else "rows and columns of the kernel"
    yield f'<text x="{left + width / 2:.0f}" y="24" class="title">{kind} kernels</text>'
    yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" class="frame"/>'
    for count in taps:
        yield (f'<text x="{x(count):.1f}" y="{top + height + 16}" class="tick">{count}</text>'
               f'<line x1="{x(count):.1f}" x2="{x(count):.1f}" y1="{top}" y2="{top + height}" '
               'class="grid"/>')
    yield f'<text x="{left + width / 2:.0f}" y="{top + height + 34}" class="tick">{side}</text>'
    for power in range(-2, 10):
        if low <= power <= high:
            yield (f'<text x="{left - 6}" y="{y(2**power) + 4:.1f}" class="value">'
                   f'{2**power:g}</text>')
    for index, method in enumerate(("direct", "spectral")):
        line = " ".join(f"{x(p[0]):.1f},{y(p[1 + index]):.1f}" for p in points)
        yield f'<polyline points="{line}" stroke="{COLOURS[method]}" class="curve"/>'
        yield (f'<text x="{left + 10}" y="{top + 18 + 16 * index}" fill="{COLOURS[method]}">'
               f'{method}</text>')


def draw(rows):
    yield ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 310" '
           'font-family="sans-serif" font-size="12">')
    yield ('<style>.title{font-size:14px;text-anchor:middle}.tick{text-anchor:middle}'
           '.value{text-anchor:end}.frame{fill:none;stroke:#888}.grid{stroke:#ddd}'
           '.curve{fill:none;stroke-width:2}</style>')
    yield '<rect width="760" height="310" fill="white"/>'
    yield '<text transform="translate(16 150) rotate(-90)" class="tick">ns per pixel</text>'
    yield from panel(rows, "separable", 60)
    yield from panel(rows, "dense", 430)
    yield "</svg>"


def main():
    rows = measure()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ["kind,taps,direct ns/px,spectral ns/px"]
    lines += [f"{kind},{taps},{direct:.3f},{spectral:.3f}" for kind, taps, direct, spectral in rows]
    OUTPUT.with_suffix(".csv").write_text("\n".join(lines) + "\n")
    OUTPUT.with_suffix(".svg").write_text("\n".join(draw(rows)) + "\n")


if __name__ == "__main__":
    main()

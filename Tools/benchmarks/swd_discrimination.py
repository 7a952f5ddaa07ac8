# SPDX-License-Identifier: Apache-2.0
"""What the sliced Wasserstein distance tells apart: the table and the plot of docs/swd.md.

Draws shapes and faces of 64×64, half of each, spoils the half that is judged in one way at a
time, and prints what `swd --compare` says as a Markdown table. Needs NumPy and release
builds of `dataset` and `swd`.

    Tools/benchmarks/swd_discrimination.py [PLOT.svg]
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

BIN = Path(os.environ.get("BIN", ".build/release")).resolve()
COUNT, SIDE = 1024, 64


def tool(*arguments, folder):
    return subprocess.run([BIN / arguments[0], *arguments[1:]], cwd=folder, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def drawn(kind, count, seed, folder):
    """Images N×C×H×W as bytes."""
    name = f"{kind}-{seed}"
    tool("dataset", "render", kind, "--count", str(count), "--size", str(SIDE), "--seed",
         str(seed), "-o", name, "--quiet", folder=folder)
    tool("dataset", "build", name, "-o", f"{name}-store", "--quiet", folder=folder)
    return np.load(folder / f"{name}-store/level-0.npy")


def blurred(images):
    result = images.astype(np.float64)
    for axis in (2, 3):
        result = (np.roll(result, 1, axis) + 2 * result + np.roll(result, -1, axis)) / 4
    return result


def as_bytes(images):
    return np.clip(np.round(images), 0, 255).astype(np.uint8)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shapes = drawn("shapes", 2 * COUNT, 1, folder)
        faces = drawn("faces", COUNT, 1, folder)
        reals, half = (np.concatenate([shapes[part], faces[part]])
                       for part in (slice(0, COUNT // 2), slice(COUNT // 2, COUNT)))
        grey = half.mean(axis=1, keepdims=True)
        noise = np.random.default_rng(1).normal(0, 8, half.shape)
        cast = np.array([0.8, 1, 0.9]).reshape(1, 3, 1, 1) * half + 20
        sets = {
            "same set": half,
            "noise": as_bytes(half + noise),
            "blur": as_bytes(blurred(half)),
            "colours halved": as_bytes((half + grey) / 2),
            "colour cast": as_bytes(cast),
            "half the modes": shapes[COUNT:],
            "other set": drawn("rooms", COUNT, 2, folder),
        }
        np.save(folder / "reals.npy", reals)
        names = []
        for title, array in sets.items():
            assert len(array) == COUNT, title
            names.append(title.replace(" ", "-"))
            # A .npy is named in the plot as it is typed, so it is typed without its ending.
            np.save(folder / "set.npy", array)
            (folder / "set.npy").rename(folder / names[-1])
        plot = ["--plot", str(Path(sys.argv[1]).resolve())] if len(sys.argv) > 1 else []
        answer = json.loads(tool("swd", "reals.npy", "--compare", *names, "--json", *plot,
                                 folder=folder))
    columns = [SIDE >> level for level in range(3)] + ["avg"]
    print("| set | " + " | ".join(map(str, columns)) + " |")
    print("|---" * (len(columns) + 1) + "|")

    def row(title, report, prefix):
        values = {value["name"]: value for value in report["values"]}
        cells = []
        for column in columns:
            value = values[f"{prefix}x1e3_{column}"]
            error = value.get("uncertainty", {}).get("standard_error")
            cells.append(f"{value['value']:.1f}" + (f" ± {error:.1f}" if error else ""))
        print(f"| {title} | " + " | ".join(cells) + " |")

    for title, entry in zip(sets, answer["sets"]):
        row(title, entry["report"], "SWD")
    row("floor (half against half)", answer["sets"][0]["report"], "floor")
    for verdict in answer["verdicts"]:
        word = "nearer than" if verdict["is_certain"] else "not told apart from"
        print(f"{verdict['nearer']} {word} {verdict['farther']}")


if __name__ == "__main__":
    main()

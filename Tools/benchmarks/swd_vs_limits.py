# SPDX-License-Identifier: Apache-2.0
"""The tool `swd` at the scale of the paper against limits of time and memory.

16384 against 16384 RGB images of 128×128: by default, within 1 GiB, with the floor of the reals,
and with saved evidence of the reals. Memory is the peak of the process. Needs 12 GB in the folder
for temporary files. Words make it smaller: `swd_vs_limits.py images=1024`.
"""

import os
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process

import numpy as np

TOOL = os.environ.get("SWD", ".build/release/swd")
THREADS = os.cpu_count()


def write_set(path, count, side, seed, passes):
    """Blurred noise, as correlated as pictures are, some images at a time."""
    generator = np.random.default_rng(seed)
    images = np.lib.format.open_memmap(path, "w+", np.uint8, (count, side, side, 3))
    for first in range(0, count, 512):
        some = min(512, count - first)
        noise = generator.integers(0, 256, (some, side, side, 3)).astype(np.float32)
        for _ in range(passes):
            noise = (noise + np.roll(noise, 1, 1) + np.roll(noise, 1, 2)) / 3
        images[first:first + some] = noise
    images.flush()


def run(*arguments):
    """Seconds, the peak in GiB, and what was printed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [TOOL, *arguments, "--threads", str(THREADS)], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"swd {' '.join(arguments)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 2**20, output


def main():
    words = dict(word.split("=") for word in sys.argv[1:])
    count, side = int(words.get("images", 16384)), int(words.get("side", 128))
    failed = False

    def report(name, seconds, most_seconds, memory=None, most_memory=None):
        nonlocal failed
        failed |= seconds > most_seconds or (memory is not None and memory > most_memory)
        peak = "" if memory is None else f", {memory:.2f} GiB (at most {most_memory:g})"
        print(f"{name}: {seconds:.1f} s (at most {most_seconds:.0f}){peak}", flush=True)

    print(f"{count} against {count} RGB {side}×{side}, {THREADS} threads")
    with tempfile.TemporaryDirectory() as folder:
        reals, fakes, saved = (f"{folder}/{name}" for name in ("reals.npy", "fakes.npy", "saved"))
        # In processes of their own: a child's peak counts what its parent had in memory before.
        for path, seed, passes in ((reals, 7, 2), (fakes, 8, 3)):
            writer = Process(target=write_set, args=(path, count, side, seed, passes))
            writer.start()
            writer.join()
        seconds, memory, plain = run(reals, fakes, "--no-floor")
        report("default memory", seconds, 240, memory, 3)
        small, memory, spilled = run(reals, fakes, "--no-floor", "--memory", "1G")
        report("--memory 1G", small, 240, memory, 1)
        floor, memory, _ = run(reals, fakes)
        report("with the floor", floor, 240, memory, 3)
        save, memory, _ = run(reals, "--save-evidence", saved)
        report("saving evidence of the reals", save, 240, memory, 3)
        reused, memory, known = run(saved, fakes, "--no-floor")
        report("with saved evidence", reused, 120, memory, 3)
        assert plain.splitlines()[1:] == spilled.splitlines()[1:] == known.splitlines()[1:]
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Laplacian pyramids against OpenCV's pyrDown/pyrUp loop: same kernel, same borders, same threads.

Checks first that both computed the same thing, then times decompose + collapse.
"""

import os
import tempfile

import cv2
import numpy as np
from interleaved import SwiftProcess, compare, timed

PROGRAM = os.environ.get("PYRAMID_BENCH", ".build/release/PyramidBench")
LEVELS = 5


def decompose(image, levels, band_type=None):
    bands, fine = [], image
    for _ in range(levels):
        coarse = cv2.pyrDown(fine)
        up = cv2.pyrUp(coarse, dstsize=(fine.shape[1], fine.shape[0]))
        bands.append(cv2.subtract(fine, up) if band_type is None
                     else cv2.subtract(fine, up, dtype=band_type))
        fine = coarse
    return bands, fine


def collapse(bands, residual, sample_type=None):
    fine = residual
    for band in reversed(bands):
        up = cv2.pyrUp(fine, dstsize=(band.shape[1], band.shape[0]))
        fine = cv2.add(band, up) if sample_type is None else cv2.add(band, up, dtype=sample_type)
    return fine


def check(process, folder, expected, residual, tolerance):
    process.ask(f"decompose {len(expected)}")
    process.ask(f"save {folder}")
    for level, band in enumerate(expected):
        ours = np.load(f"{folder}/level-{level}.npy")
        worst = np.abs(ours.astype(np.float64) - band.astype(np.float64)).max()
        assert worst <= tolerance, f"level {level} differs by {worst}"
    if residual is not None:
        worst = np.abs(np.load(f"{folder}/residual.npy").astype(np.float64) - residual).max()
        assert worst <= tolerance, f"the residual differs by {worst}"


def single_images(threads, folder):
    generator = np.random.default_rng(1)
    noise = generator.integers(0, 256, (4096, 4096), dtype=np.uint8)
    smooth = cv2.GaussianBlur(noise, (0, 0), 3)
    for name, image, band_type, sample_type, tolerance, goal in [
        ("4096² grey float", smooth.astype(np.float32), None, None, 2.6e-4, 1.5),
        ("4096² grey 8-bit integer", smooth, cv2.CV_16S, cv2.CV_8U, 0, 1),
        # OpenCV has no 32-bit integer subtraction of 16-bit images; float64 is exact.
        ("4096² grey 16-bit integer", smooth.astype(np.uint16) * 257, cv2.CV_32S, cv2.CV_16U, 0, 1),
    ]:
        np.save(f"{folder}/image.npy", image)
        process = SwiftProcess(PROGRAM, threads)
        process.ask(f"load {folder}/image.npy")
        bands, residual = decompose(image, LEVELS, band_type)
        check(process, folder, bands, residual if band_type is None else None, tolerance)
        rebuilt = collapse(bands, residual, sample_type)
        assert np.abs(rebuilt.astype(np.float64) - image).max() <= tolerance
        compare(
            f"{name}, {LEVELS} levels, decompose + collapse, {threads} thread(s)",
            lambda: process.seconds(f"both {LEVELS}"),
            lambda: timed(lambda: collapse(*decompose(image, LEVELS, band_type), sample_type)),
            "OpenCV", rounds=9, goal=goal)
        if band_type is None:
            compare(
                f"{name}, the same against copying the image once",
                lambda: process.seconds(f"both {LEVELS}"), lambda: process.seconds("copy"),
                "copy", rounds=9)
        process.close()


def batch(threads, folder, count=4096, side=64, levels=3):
    generator = np.random.default_rng(2)
    images = generator.integers(0, 256, (count, side, side, 3), dtype=np.uint8).astype(np.float32)
    np.save(f"{folder}/batch.npy", images)
    process = SwiftProcess(PROGRAM, threads)
    process.ask(f"load {folder}/batch.npy")
    pyramids = [decompose(image, levels) for image in images]
    planar = [np.stack([p[0][k] for p in pyramids]).transpose(0, 3, 1, 2) for k in range(levels)]
    residual = np.stack([p[1] for p in pyramids]).transpose(0, 3, 1, 2)
    check(process, folder, planar, residual, 2.6e-4)

    def peer():
        # As the batch does: all pyramids exist before the first is collapsed.
        pyramids = [decompose(image, levels) for image in images]
        return [collapse(*pyramid) for pyramid in pyramids]

    compare(
        f"{count} images of {side}×{side}×3, {levels} levels, {threads} thread(s)",
        lambda: process.seconds(f"both {levels}"), lambda: timed(peer), "OpenCV per image",
        rounds=5, goal=4)
    process.close()


def main():
    print(f"OpenCV {cv2.__version__}, NumPy {np.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        for threads in (1, 2):
            cv2.setNumThreads(threads)
            single_images(threads, folder)
            batch(threads, folder)


if __name__ == "__main__":
    main()

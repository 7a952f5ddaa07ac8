# SPDX-License-Identifier: Apache-2.0
"""MS-SSIM against OpenCV + NumPy, NumPy + SciPy, and pytorch-msssim and TensorFlow where installed.

Checks first that both computed the same thing, then times one 1024×1024 RGB pair, and the
diversity of 128×128 images by the protocol of "Progressive growing of GANs". Each number of
threads runs in a process of its own, because TensorFlow's cannot be changed.
"""

import os
import subprocess
import sys
import tempfile

import cv2
import numpy as np
from interleaved import SwiftProcess, compare, timed
from scipy.signal import fftconvolve

try:
    import torch
    from pytorch_msssim import ms_ssim
except ImportError:
    torch = None
try:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow
except ImportError:
    tensorflow = None

PROGRAM = os.environ.get("SIMILARITY_BENCH", ".build/release/SimilarityBench")
WEIGHTS = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
TAPS = np.exp(-np.arange(-5, 6) ** 2 / 4.5)
TAPS /= TAPS.sum()


def opencv_score(x, y):
    """The mean over channels, in single precision, four filterings a scale."""
    def means(image):
        return cv2.sepFilter2D(image, cv2.CV_32F, TAPS, TAPS)[5:-5, 5:-5]

    terms = []
    for scale in range(5):
        mx, my = means(x), means(y)
        squares, product = mx * mx + my * my, mx * my
        variance = means(x * x + y * y) - squares
        covariance = means(x * y) - product
        cs = (2 * covariance + C2) / (variance + C2)
        if scale == 4:
            cs = cs * (2 * product + C1) / (squares + C1)
        terms.append(np.maximum(cs.mean((0, 1), dtype=np.float64), 0))
        if scale < 4:
            x, y = (cv2.resize(i, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
                    for i in (x, y))
    return float(np.prod(np.stack(terms) ** WEIGHTS[:, None], axis=0).mean())


def gan_scores(x, y):
    """One score a pair of N×H×W×C images: windows that shrink, FFT convolution, channels pooled."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    scores = np.ones(len(x))
    for scale in range(5):
        size = min(11, x.shape[1], x.shape[2])
        t = np.arange(size) - (size - 1) / 2
        taps = np.exp(-t * t / (2 * (1.5 * size / 11) ** 2))
        window = np.outer(taps, taps)
        window = (window / window.sum())[None, :, :, None]
        mx, my, xx, yy, xy = (
            fftconvolve(i, window, mode="valid") for i in (x, y, x * x, y * y, x * y))
        xx, yy, xy = xx - mx * mx, yy - my * my, xy - mx * my
        cs = (2 * xy + C2) / (xx + yy + C2)
        if scale == 4:
            cs = cs * (2 * mx * my + C1) / (mx * mx + my * my + C1)
        scores *= np.clip(cs.mean((1, 2, 3)), 0, None) ** WEIGHTS[scale]
        x, y = (i.reshape(len(i), i.shape[1] // 2, 2, i.shape[2] // 2, 2, -1).mean((2, 4))
                for i in (x, y))
    return scores


def picture(generator, side):
    noise = generator.integers(0, 256, (side, side, 3), dtype=np.uint8)
    return cv2.normalize(cv2.GaussianBlur(noise, (0, 0), side / 100), None, 0, 255,
                         cv2.NORM_MINMAX)


def single_pair(threads, folder):
    generator = np.random.default_rng(1)
    first = picture(generator, 1024)
    noise = generator.integers(-20, 21, first.shape)
    second = np.clip(first + noise, 0, 255).astype(np.uint8)
    np.save(f"{folder}/a.npy", first)
    np.save(f"{folder}/b.npy", second)
    process = SwiftProcess(PROGRAM, threads)
    process.ask(f"load {folder}/a.npy {folder}/b.npy")
    ours = float(process.ask("value wang"))
    precise = float(process.ask("precise wang"))
    assert abs(ours - precise) < 1e-6, (ours, precise)
    x, y = first.astype(np.float32), second.astype(np.float32)
    assert abs(opencv_score(x, y) - ours) < 1e-5, (opencv_score(x, y), ours)
    name = f"1024² RGB pair, {threads} thread(s)"
    print(f"{name}: {abs(ours - precise):.1e} from double precision")
    compare(name, lambda: process.seconds("compare wang"),
            lambda: timed(lambda: opencv_score(x, y)), "OpenCV + NumPy", rounds=15, goal=2)
    if torch:
        a, b = (torch.from_numpy(i.transpose(2, 0, 1)[None].copy()) for i in (x, y))
        with torch.no_grad():
            assert abs(float(ms_ssim(a, b, data_range=255)) - ours) < 1e-4
            compare(name, lambda: process.seconds("compare pytorch-msssim"),
                    lambda: timed(lambda: ms_ssim(a, b, data_range=255)), "pytorch-msssim",
                    rounds=9, goal=15)
    if tensorflow:
        a, b = tensorflow.constant(x), tensorflow.constant(y)
        graph = tensorflow.function(
            lambda a, b: tensorflow.image.ssim_multiscale(a, b, max_val=255.0))
        assert abs(float(graph(a, b)) - ours) < 1e-4, (float(graph(a, b)), ours)
        compare(name, lambda: process.seconds("compare tf"),
                lambda: timed(lambda: graph(a, b).numpy()), "TensorFlow's graph", rounds=9, goal=5)
    process.close()


def diversity(threads, folder, pairs=10000, side=128, peer_pairs=200):
    generator = np.random.default_rng(2)
    pictures = np.stack([picture(generator, side) for _ in range(64)])
    images = pictures[generator.integers(0, 64, 2 * pairs)]
    images = np.roll(images, 7, axis=2)
    np.save(f"{folder}/set.npy", images)
    process = SwiftProcess(PROGRAM, threads)
    process.ask(f"set {folder}/set.npy")
    few = images[: 2 * peer_pairs]
    np.save(f"{folder}/few.npy", few)
    check = SwiftProcess(PROGRAM, threads)
    check.ask(f"set {folder}/few.npy")

    def peer():
        # In batches of 32 pairs, as the original's minibatches, so that it stays in bounded memory.
        return np.concatenate([
            gan_scores(few[k : k + 64 : 2], few[k + 1 : k + 64 : 2])
            for k in range(0, len(few), 64)])

    assert abs(float(check.ask("mean")) - peer().mean()) < 1e-6
    check.close()
    # The peer's time for some of the pairs, scaled to all.
    compare(f"{pairs} pairs of {side}² RGB, {threads} thread(s)",
            lambda: process.seconds("diversity"), lambda: timed(peer) * pairs / peer_pairs,
            f"NumPy + SciPy ({peer_pairs} pairs, scaled)", rounds=3, goal=10)
    process.close()


def measure(threads):
    cv2.setNumThreads(threads)
    if torch:
        torch.set_num_threads(threads)
    if tensorflow:
        tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        single_pair(threads, folder)
        diversity(threads, folder)


def main():
    versions = [f"OpenCV {cv2.__version__}", f"NumPy {np.__version__}"]
    for name, peer in (("torch", torch), ("TensorFlow", tensorflow)):
        if peer:
            versions.append(f"{name} {peer.__version__}")
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    print(", ".join(versions), flush=True)
    for threads in (1, 2):
        subprocess.run([sys.executable, __file__, str(threads)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        measure(int(sys.argv[1]))

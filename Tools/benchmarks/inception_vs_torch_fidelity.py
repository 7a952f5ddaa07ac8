# SPDX-License-Identifier: Apache-2.0
"""The features of Inception-v3 for images of 299×299, against torch-fidelity's on the same threads.

Both sides read the same file of random weights, so no published weights are needed. The peer gets
all images in one batch, its fastest way here.

Needs the packages torchvision and torch-fidelity, which are not in requirements.txt.
"""

import json
import os
import pathlib
import sys
import tempfile

import numpy as np
import torch
from interleaved import SwiftProcess, compare, timed

try:
    from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3
except ModuleNotFoundError as error:
    print(f"left out: {error.name} is not installed")
    sys.exit(0)

PROGRAM = os.environ.get("CLASSIFIER_BENCH", ".build/release/ClassifierBench")
THREADS = int(os.environ.get("THREADS", len(os.sched_getaffinity(0))))
IMAGES = 16
KEYS = pathlib.Path(__file__).parents[2] / "Fixtures" / "classifiers" / "inception_keys.json"


def random_weights():
    generator = torch.Generator().manual_seed(1)
    weights = {}
    for name, shape in json.loads(KEYS.read_text())["fid_variant"]:
        numbers = torch.randn(shape, generator=generator)
        if name.endswith("conv.weight"):
            numbers *= (2 / np.prod(shape[1:])) ** 0.5
        elif name.endswith("running_var"):
            numbers = 0.5 + numbers.abs()
        elif name == "fc.weight":
            numbers *= (1 / 2048) ** 0.5
        else:
            numbers = 0.1 * numbers + (1 if name.endswith("bn.weight") else 0)
        weights[name] = numbers
    return weights


def main():
    torch.set_num_threads(THREADS)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "weights.pth")
        torch.save(random_weights(), file)
        images = np.random.default_rng(2).integers(0, 256, (IMAGES, 3, 299, 299), np.uint8)
        array = os.path.join(folder, "images.npy")
        np.save(array, images)
        peer = FeatureExtractorInceptionV3(
            "inception-v3-compat", ["2048"], feature_extractor_weights_path=file)
        ours = SwiftProcess(PROGRAM, file, array)
        batch = torch.from_numpy(images)

        def extract():
            with torch.no_grad():
                return peer(batch)[0]

        mine, theirs = ours.seconds("features"), extract().double().sum().item()
        if abs(mine - theirs) > 1e-5 * abs(theirs):
            sys.exit(f"the features differ: their sums are {mine} and {theirs}")
        rounds = int(os.environ.get("ROUNDS", 7))
        ratio = compare(
            f"{IMAGES} images, {THREADS} threads", lambda: ours.seconds(f"extract {THREADS}"),
            lambda: timed(extract), "torch-fidelity", rounds, goal=1.3)
        print(f"PyTorch {torch.__version__}")
        ours.close()
    return ratio


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Takes turns between a Swift benchmark process and a Python peer, and prints ratios of medians.

Both run in the same minute on the same machine, A B A B ..., so that a change of its speed hits
both.
"""

import subprocess
import sys
import time
from statistics import median


class SwiftProcess:
    """A benchmark program that answers one line for each line it is sent."""

    def __init__(self, path, *arguments):
        self.process = subprocess.Popen(
            [path, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer == "" or answer.startswith("unknown"):
            sys.exit(f"the benchmark program did not answer {request!r}: {answer!r}")
        return answer

    def seconds(self, request):
        return float(self.ask(request))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def timed(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def compare(name, ours, peer, peer_name, rounds, goal=None):
    """Prints `name: ours x ms, peer y ms, N.NN×`; `ours` and `peer` return seconds."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(rounds)]
    mine, theirs = median(p[0] for p in pairs), median(p[1] for p in pairs)
    ratio = theirs / mine
    wanted = f"  (at least {goal:g}×)" if goal else ""
    print(f"{name}: {mine * 1e3:.2f} ms, {peer_name} {theirs * 1e3:.2f} ms, {ratio:.2f}×{wanted}",
          flush=True)
    return ratio

# SPDX-License-Identifier: MIT
"""Contestants over one corpus: inputs of the right size for each, rounds in turn, medians."""
import collections
import os
import shutil
import statistics
import subprocess
import sys

import corpus
import measure

PROBE = 1_000_000
PIECE_STEPS = (1, 2, 5)

# command(input, out) gives the arguments; kind is the corpus: "json" or "lines".
Contestant = collections.namedtuple("Contestant", "name kind command")
# Bytes of its piece of the corpus, and the seconds of each run; where the piece is not the whole corpus
# the start-up is taken off.
Result = collections.namedtuple("Result", "name size is_whole walls cpus command")


class Failed(Exception):
    """A contestant could not be run; its text says which, and how it ended."""


def rate(result, clock):
    """Median MB/s by "cpus" or "walls"."""
    return result.size / 1e6 / statistics.median(getattr(result, clock))


def ratio(one, other, clock):
    """How many times faster one is than the other."""
    return rate(one, clock) / rate(other, clock)


def piece_size(bytes_a_second, seconds, whole):
    """The largest round size that takes at most that long; the whole where that is not longer."""
    wanted = bytes_a_second * seconds
    if wanted >= whole:
        return whole
    size = PROBE
    for power in range(6, 12):
        for step in PIECE_STEPS:
            if step * 10**power <= wanted:
                size = step * 10**power
    return min(size, whole)


class Contest:
    def __init__(self, top, program, folder, size):
        self.top = top
        self.program = program
        self.folder = folder
        self.size = size
        self.results = {}
        self.peaks = {}
        self.sample = self.path("sample.jsonl")
        self.origin = corpus.write_sample(self.sample, top, size["sample"])
        told = subprocess.run([program, "run", "--help"], capture_output=True, text=True, check=True)
        self.has_workers = "--workers" in told.stdout

    def path(self, name):
        return os.path.join(self.folder, name)

    def lapidary(self, *arguments, workers=1):
        """A command of lapidary run; with 0 workers as many as it takes by itself."""
        if workers and self.has_workers:
            arguments += ("--workers", str(workers))
        return lambda source, out: [self.program, "run", source, "-o", out, "--quiet", *arguments]

    def piece(self, kind, size):
        """The path of the corpus's first `size` bytes, made where it is not there yet."""
        path = self.path("%s-%d" % (kind, size))
        if not os.path.exists(path):
            write = corpus.repeat if kind == "json" else corpus.write_lines
            write(self.sample, path, size)
        return path

    def run(self, contestant, source):
        out = self.path("out")
        told = self.path("told")
        measure.read_once(source)
        run = measure.timed(contestant.command(source, out), told)
        if os.path.isdir(out):
            shutil.rmtree(out)
        if run.status not in (0, 1):
            with open(told, encoding="utf-8", errors="replace") as file:
                raise Failed("%s: status %d: %s" % (contestant.name, run.status, file.read()[-300:]))
        return run

    def _plan(self, contestant):
        """Its piece of the corpus, and its start-up."""
        first = self.path("%s-first" % contestant.kind)
        if not os.path.exists(first):
            with open(self.piece(contestant.kind, PROBE), "rb") as source, open(first, "wb") as out:
                out.write(source.readline())
        start = self.run(contestant, first)
        probe = self.run(contestant, self.piece(contestant.kind, PROBE))
        speed = PROBE / max(probe.wall - start.wall, 1e-3)
        whole = self.size["corpus"]
        size = piece_size(speed, self.size["seconds"], whole)
        self.piece(contestant.kind, size)
        return size, start if size < whole else measure.Run(0, 0, 0)

    def hold(self, contestants):
        """Runs all contestants, once a round each; puts their results beside those that are there."""
        plans = [(contestant, *self._plan(contestant)) for contestant in contestants]
        runs = collections.defaultdict(list)
        for turn in range(self.size["rounds"]):
            for contestant, size, start in plans:
                print(
                    "round %d of %d: %s, %d MB"
                    % (turn + 1, self.size["rounds"], contestant.name, size // 10**6),
                    file=sys.stderr,
                )
                runs[contestant.name].append(self.run(contestant, self.piece(contestant.kind, size)))
        for contestant, size, start in plans:
            self.results[contestant.name] = Result(
                contestant.name,
                os.path.getsize(self.piece(contestant.kind, size)),
                size >= self.size["corpus"],
                [max(run.wall - start.wall, 1e-6) for run in runs[contestant.name]],
                [max(run.cpu - start.cpu, 1e-6) for run in runs[contestant.name]],
                contestant.command("CORPUS", "OUT"),
            )

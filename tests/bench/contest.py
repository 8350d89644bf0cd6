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

SMALLEST = 100_000
AT_ONCE = 50_000_000
PROBES = (SMALLEST, 1_000_000, 10_000_000)
STEPS = (1, 2, 5)

# command(input, out) gives the arguments; kind is the corpus: "json" or "lines"; `well` are the statuses of
# one that did all its work: who rejects its input is fast.
Contestant = collections.namedtuple("Contestant", "name kind command well", defaults=((0,),))
# Bytes of its piece of the corpus, and the seconds of each run; where the piece is not the whole corpus
# the start-up is taken off.
class Result(collections.namedtuple("Result", "name size is_whole walls cpus command")):
    def size_text(self):
        return "%.3g" % (self.size / 1e6) + ("" if self.is_whole else " *")

    def command_text(self, folder):
        return " ".join(self.command).replace(folder, "FOLDER")


class Failed(Exception):
    """A contestant could not be run; its text says which, and how it ended."""


def rate(result, clock):
    """Median MB/s by "cpus" or "walls"."""
    return result.size / 1e6 / statistics.median(getattr(result, clock))


def ratio(one, other, clock):
    """How many times faster one is than the other."""
    return rate(one, clock) / rate(other, clock)


def piece_size(bytes_a_second, seconds, whole):
    """The largest round size that takes at most that long; the whole where it takes less than twice."""
    wanted = bytes_a_second * seconds
    if 2 * wanted >= whole:
        return whole
    rounds = (step * 10**power for power in range(5, 12) for step in STEPS)
    return min(max((size for size in rounds if size <= wanted), default=SMALLEST), whole)


class Contest:
    def __init__(self, top, program, folder, size):
        self.top = top
        self.program = program
        self.folder = folder
        self.size = size
        self.results = {}
        self.failures = {}
        self.peaks = {}
        self.share_of_words = 0.0  # that the literals of the extra patterns are of the text
        self.sample = self.path("sample.jsonl")
        self.origin = corpus.write_sample(self.sample, top, size["sample"], size["papers"])
        told = subprocess.run([program, "run", "--help"], capture_output=True, text=True, check=True)
        self.has_workers = "--workers" in told.stdout

    def path(self, name):
        return os.path.join(self.folder, name)

    def lapidary(self, *arguments, workers=1):
        """A command of lapidary run; with 0 workers as many as it takes by itself."""
        if workers and self.has_workers:
            arguments += ("--workers", str(workers))
        return lambda source, out: [self.program, "run", *arguments, source, "-o", out, "--quiet"]

    def piece(self, kind, size):
        """The path of the corpus's first `size` bytes, made where it is not there yet."""
        path = self.path("%s-%d" % (kind, size))
        if not os.path.exists(path):
            write = corpus.repeat if kind == "json" else corpus.write_lines
            write(self.sample, path, size)
        return path

    def run(self, contestant, source, look=None):
        """Runs it on that input; look(out) may see what it has written, which is then removed."""
        out = self.path("out")
        told = self.path("told")
        measure.read_once(source)
        run = measure.timed(contestant.command(source, out), told)
        if look:
            look(out)
        if os.path.isdir(out):
            shutil.rmtree(out)
        if run.status not in contestant.well:
            with open(told, encoding="utf-8", errors="replace") as file:
                raise Failed("%s: status %d: %s" % (contestant.name, run.status, file.read()[-300:]))
        return run

    def at_once(self):
        """How much more two runs do at once than one that share nothing but the machine: two workers
        cannot do more."""
        command = self.lapidary("--workers", "0", "--force", workers=0)
        source = self.piece("json", min(AT_ONCE, self.size["corpus"]))
        commands = [command(source, self.path("out-%d" % i)) for i in range(2)]
        walls = {1: [], 2: []}
        for _ in range(self.size["rounds"]):
            for count in walls:
                run = measure.together(commands[:count], self.path("told"))
                if any(run.statuses):
                    raise Failed("runs at once: they ended with %s" % run.statuses)
                walls[count].append(run.wall)
        return 2 * statistics.median(walls[1]) / statistics.median(walls[2])

    def hash_rate(self):
        """MB/s of SHA-256, which a run takes of its inputs and tables whatever else it does."""
        return measure.hash_rate(self.piece("lines", min(AT_ONCE, self.size["corpus"])))

    def speed(self, contestant):
        """Bytes a second by the clock, and its start-up: the middle one of three runs over a line."""
        first = self.path("%s-first" % contestant.kind)
        if not os.path.exists(first):
            with open(self.piece(contestant.kind, PROBES[0]), "rb") as source:
                line = source.readline()
            with open(first, "wb") as out:
                out.write(line)
        starts = [self.run(contestant, first) for _ in range(3)]
        start = sorted(starts, key=lambda run: run.wall)[1]
        for probe in [size for size in PROBES if size <= self.size["corpus"]]:
            run = self.run(contestant, self.piece(contestant.kind, probe))
            if run.wall > 5 * start.wall + 0.2:
                break
        return probe / max(run.wall - start.wall, 1e-3), start

    def hold(self, contestants, seconds):
        """Runs all contestants, once a round each, on pieces of the corpus that take no longer than
        `seconds`; puts their results beside those that are there."""
        plans = []
        for contestant in contestants:
            try:
                speed, start = self.speed(contestant)
                size = piece_size(speed, seconds, self.size["corpus"])
                is_whole = size == self.size["corpus"]
                plans.append((contestant, size, measure.Run(0, 0, 0) if is_whole else start))
                self.piece(contestant.kind, size)
            except Failed as failed:
                self.failures[contestant.name] = failed
        runs = collections.defaultdict(list)
        for turn in range(self.size["rounds"]):
            for contestant, size, _ in plans:
                source = self.piece(contestant.kind, size)
                told = (turn + 1, self.size["rounds"], contestant.name, size / 1e6)
                print("round %d of %d: %s, %.3g MB" % told, file=sys.stderr)
                try:
                    runs[contestant.name].append(self.run(contestant, source))
                except Failed as failed:
                    self.failures[contestant.name] = failed
        for contestant, size, start in plans:
            if contestant.name not in self.failures:
                self.results[contestant.name] = Result(
                    contestant.name,
                    os.path.getsize(self.piece(contestant.kind, size)),
                    size >= self.size["corpus"],
                    [max(run.wall - start.wall, 1e-6) for run in runs[contestant.name]],
                    [max(run.cpu - start.cpu, 1e-6) for run in runs[contestant.name]],
                    contestant.command("CORPUS", "OUT"),
                )

    def result(self, name):
        """Its result; raises what it failed with."""
        if name in self.failures:
            raise self.failures[name]
        return self.results[name]

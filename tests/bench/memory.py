# SPDX-License-Identifier: MIT
"""Peak memory of a whole run, over the corpus as a file and as streams of two lengths."""
import collections
import os
import shutil
import statistics
import sys

import corpus
import measure as measuring
from contest import Contestant, Failed

# Streams that would take longer are cut.
LONGEST_SECONDS = 240

EXPLANATION = """\
Pss of the process tree, summed from /proc/PID/smaps_rollup every 20 ms: memory that processes share is
counted once. The marks are what each process held at most by itself (VmHWM), shared memory and all,
whenever that was: no peak between two looks is above their sum. In the stream with own ids no paper
comes twice; it is no part of the goal."""

Peak = collections.namedtuple("Peak", "name size pss marks runs")


def size_text(size):
    return "%g GB" % (size / 1e9) if size >= 1e9 else "%g MB" % (size / 1e6)


def _streamed(contest, size, own_ids):
    """The peak of a run that reads that much from a pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb", buffering=0) as pipe:
                corpus.pour(contest.sample, size, pipe, own_ids)
        except BrokenPipeError:
            pass
        finally:
            os._exit(0)
    os.close(writing)
    try:
        peak = _peak(contest, "-", reading)
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    return peak


def _peak(contest, source, stdin=None):
    out = contest.path("out")
    told = contest.path("told")
    peak = measuring.peak(contest.lapidary(workers=2)(source, out), told, stdin)
    if os.path.isdir(out):
        shutil.rmtree(out)
    if peak.status != 0:
        with open(told, encoding="utf-8", errors="replace") as file:
            raise Failed("memory: status %d: %s" % (peak.status, file.read()[-300:]))
    return peak


def _longest(contest):
    """How long the long stream may be."""
    speed, _ = contest.speed(Contestant("probe", "json", contest.lapidary(workers=2)))
    return min(contest.size["stream"], int(speed * LONGEST_SECONDS))


def _runs(name, size, rounds, run):
    peaks = []
    for turn in range(rounds):
        print("memory: %s, %d of %d" % (name, turn + 1, rounds), file=sys.stderr)
        peaks.append(run())
    pss = statistics.median(peak.pss for peak in peaks)
    return Peak(name, size, pss, max(peak.marks for peak in peaks), rounds)


def measure(contest):
    """The peaks by name: of the corpus as a file, as a pipe, and of a pipe ten times as long; and of a
    long pipe in which no id comes twice, which is no part of the goal."""
    size = contest.size["corpus"]
    long_size = _longest(contest)
    short_size = min(size, long_size)
    file = contest.piece("json", short_size)
    plan = [
        ("file", short_size, 1, lambda: _peak(contest, file)),
        ("pipe", short_size, contest.size["rounds"], lambda: _streamed(contest, short_size, False)),
        ("long pipe", long_size, 1, lambda: _streamed(contest, long_size, False)),
        ("long pipe, own ids", long_size, 1, lambda: _streamed(contest, long_size, True)),
    ]
    return {one[0]: _runs(*one) for one in plan}

# SPDX-License-Identifier: MIT
"""The figures that are promised: what each is measured by, its goal, and whether it is reached."""
import collections
import json
import os
import statistics

import memory
from contest import Contestant, rate, ratio
from contestants import EXTRA_PATTERNS, extract, facets_of

START_SIZE = 100_000
SCRIPT_CHECKED = 1_000_000  # bytes over which the script's matches are counted

# How a figure is told: what was measured, True, False or None for not there yet, and what else there is.
Told = collections.namedtuple("Told", "measured is_reached more", defaults=("",))
# needs: the contestants by name; told(contest) gives a Told.
Figure = collections.namedtuple("Figure", "name what goal needs told")


def _by_cpu(one, other, at_least):
    def told(contest):
        a, b = contest.result(one), contest.result(other)
        times = ratio(a, b, "cpus")
        measured = "%.1f x (%.1f / %.2f MB/s)" % (times, rate(a, "cpus"), rate(b, "cpus"))
        return Told(measured, times >= at_least)

    return told


def _matches_of_script(contest, source):
    counts = contest.path("counts.json")
    command = extract(contest, "--counts", counts)
    contest.run(Contestant("Python script, counting", "json", command), source)
    with open(counts, encoding="utf-8") as file:
        told = json.load(file)
    return sum(told["matches"].values()), len(told["left_out"])


def _matches_of_plain(contest, source):
    found = []

    def look(out):
        with open(os.path.join(out, "run.json"), encoding="utf-8") as file:
            found.extend(plugin.get("matches", 0) for plugin in json.load(file)["plugins"])

    contest.run(Contestant("matches", "json", contest.lapidary("--engine", "plain")), source, look)
    return sum(found)


def _python(contest):
    """With a check that the script finds what is to be found."""
    told = _by_cpu("one worker", "Python script", 120)(contest)
    source = contest.piece("json", SCRIPT_CHECKED)
    script, left_out = _matches_of_script(contest, source)
    plain = _matches_of_plain(contest, source)
    checked = "in %g MB the script finds %d matches, lapidary %d" % (SCRIPT_CHECKED / 1e6, script, plain)
    if left_out:
        checked += "; %d patterns are left out" % left_out
    return Told(told.measured, told.is_reached, checked)


def _workers(contest):
    if not contest.has_workers:
        return Told("--workers is not there yet", None)
    one, two = contest.result("one worker"), contest.result("two workers")
    times = ratio(two, one, "walls")
    cores = len(os.sched_getaffinity(0))
    measured = "%.2f x (%.1f / %.1f MB/s)" % (times, rate(two, "walls"), rate(one, "walls"))
    measured += ", on %d core" % cores if cores < 2 else ""
    most = "two runs at once, of one process each, do %.2f x the work of one" % contest.at_once()
    return Told(measured, times >= 1.8, most)


def _facets(contest):
    """Against the median of the seven alone: against the cheapest it would measure how cheap that one
    is, against the dearest how dear."""
    whole = contest.result("one worker")
    times = {
        facet: ratio(contest.result(facet + " alone"), whole, "cpus") for facet in facets_of(contest)
    }
    middle = statistics.median(times.values())
    each = ", ".join("%s %.1f" % (facet, times[facet]) for facet in sorted(times, key=times.get))
    return Told("%.2f x" % middle, middle <= 2.5, "against each alone: " + each)


def _patterns(contest):
    times = ratio(
        contest.result("one worker"),
        contest.result("with %d more patterns" % EXTRA_PATTERNS),
        "cpus",
    )
    words = "the literals are %.1f %% of the text's words" % (100 * contest.share_of_words)
    return Told("%.2f x" % times, times <= 3, words)


def _text(contest):
    ours, wc = contest.result("one worker on text"), contest.result("wc -l")
    part = ratio(wc, ours, "cpus")
    measured = "1/%.0f (%.1f / %.0f MB/s)" % (part, rate(ours, "cpus"), rate(wc, "cpus"))
    hashed = "the SHA-256 of the input and of its records' ids alone, at %.0f MB/s, takes 1/%.0f"
    hash_rate = contest.hash_rate()
    return Told(measured, part <= 25, hashed % (hash_rate, rate(wc, "cpus") / (hash_rate / 2)))


def _memory(contest):
    peaks = contest.peaks = memory.measure(contest)
    small, large = peaks["pipe"].pss, peaks["long pipe"].pss
    most = max(peaks["file"].pss, small, large)
    measured = "%.1f MB, %+.0f %%" % (most / 1e6, 100 * (large / small - 1))
    lengths = "%.1f MB for %s, %.1f MB for %s" % (
        small / 1e6,
        memory.size_text(peaks["pipe"].size),
        large / 1e6,
        memory.size_text(peaks["long pipe"].size),
    )
    if not contest.has_workers:
        lengths += "; of one process: --workers is not there yet"
    return Told(measured, most < 64e6 and abs(large / small - 1) <= 0.10, lengths)


def _listings(contest):
    """The paths of the made-up listings, each repeated to START_SIZE."""
    folder = os.path.join(contest.top, "docs", "examples")
    for name in sorted(os.listdir(folder)):
        if os.path.isdir(os.path.join(folder, name)):
            continue
        with open(os.path.join(folder, name), "rb") as file:
            listing = file.read().rstrip(b"\n") + b"\n"
        path = contest.path(name)
        with open(path, "wb") as out:
            out.write(listing * (START_SIZE // len(listing) + 1))
        yield path


def _start(contest):
    """The slowest of the listings, which take turns. What this bench wrote before is on the disk by
    then, as on a machine that writes nothing else."""
    contestant = Contestant("start", "", contest.lapidary(workers=0))
    runs = {path: [] for path in _listings(contest)}
    for _ in range(8 * contest.size["rounds"]):
        for path in runs:
            os.sync()
            runs[path].append(contest.run(contestant, path))
    walls = {path: statistics.median(run.wall for run in runs[path]) for path in runs}
    slowest = max(walls, key=walls.get)
    each = ", ".join(
        "%s %.1f (least %.1f)"
        % (os.path.basename(path), 1e3 * walls[path], 1e3 * min(run.wall for run in runs[path]))
        for path in runs
    )
    more_told = "CPU %.1f ms; medians of %d runs after a sync, of %s: %s" % (
        1e3 * statistics.median(run.cpu for run in runs[slowest]),
        len(runs[slowest]),
        " ".join(["lapidary", *contestant.command("LISTING", "NEW")[1:]]),
        each,
    )
    return Told("%.1f ms" % (1e3 * walls[slowest]), walls[slowest] < 0.040, more_told)


FIGURES = (
    Figure(
        "plain",
        "one worker against --engine plain",
        "at least 15 x",
        ("one worker", "engine plain"),
        _by_cpu("one worker", "engine plain", 15),
    ),
    Figure(
        "python",
        "one worker against the Python script",
        "at least 120 x",
        ("one worker", "Python script"),
        _python,
    ),
    Figure(
        "workers",
        "two workers against one, by the clock",
        "at least 1.8 x",
        ("one worker", "two workers"),
        _workers,
    ),
    Figure(
        "facets",
        "all facets against one alone",
        "at most 2.5 x the time",
        ("one worker", "... alone"),
        _facets,
    ),
    Figure(
        "patterns",
        "1,000 extra patterns, each with a literal",
        "at most 3 x the time",
        ("one worker", "with %d more patterns" % EXTRA_PATTERNS),
        _patterns,
    ),
    Figure(
        "text",
        "one worker on plain text against wc -l",
        "at least 1/25",
        ("one worker on text", "wc -l"),
        _text,
    ),
    Figure(
        "memory",
        "peak memory of all processes, two workers",
        "under 64 MB, within 10 %",
        (),
        _memory,
    ),
    Figure("start", "start to end on a listing of 100 kB", "under 40 ms", (), _start),
)
VERDICTS = {True: "reached", False: "falls short", None: "not there yet"}

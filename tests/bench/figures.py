# SPDX-License-Identifier: MIT
"""The figures that are promised: what each is measured by, its goal, and whether it is reached."""
import collections
import os
import statistics
import sys

import declarations
import measure
import memory
import more_patterns
from contest import Contestant, Failed, rate, ratio
from table import table

HERE = os.path.dirname(os.path.abspath(__file__))
EXTRA_PATTERNS = 1000
START_SIZE = 100_000

# How a figure is told: what was measured, and True, False or None for not there yet.
Told = collections.namedtuple("Told", "measured is_reached")
# needs: the contestants by name; told(contest) gives a Told.
Figure = collections.namedtuple("Figure", "name what goal needs told")


# ---- Contestants ----


def facets_of(contest):
    return [plugin.name for plugin in declarations.read_plugins(os.path.join(contest.top, "plugins"))]


def extract(contest):
    script = os.path.join(HERE, "extract.py")
    plugins = os.path.join(contest.top, "plugins")
    return lambda source, out: [sys.executable, script, "--plugins", plugins, source, out + ".csv"]


def more(contest):
    folder = contest.path("plugins")
    if not os.path.isdir(folder):
        words, share = more_patterns.words_of(contest.sample, EXTRA_PATTERNS)
        more_patterns.write(folder, words)
        contest.share_of_words = share
    return contest.lapidary("--plugin-path", folder)


def contestants(contest):
    """All that there are, by name."""
    everyone = [
        Contestant("one worker", "json", contest.lapidary()),
        Contestant("engine plain", "json", contest.lapidary("--engine", "plain")),
        Contestant("Python script", "json", extract(contest)),
        Contestant("two workers", "json", contest.lapidary(workers=2)),
        Contestant("with %d more patterns" % EXTRA_PATTERNS, "json", more(contest)),
        Contestant(
            "one worker on text", "lines", contest.lapidary("--reader", "text:record=line")
        ),
        Contestant("wc -l", "lines", lambda source, out: ["wc", "-l", source]),
    ]
    everyone += [
        Contestant(facet + " alone", "json", contest.lapidary("--plugins", facet))
        for facet in facets_of(contest)
    ]
    return {contestant.name: contestant for contestant in everyone}


# ---- Figures ----


def _by_cpu(one, other, at_least):
    def told(contest):
        a, b = contest.result(one), contest.result(other)
        times = ratio(a, b, "cpus")
        measured = "%.1f x (%.1f / %.2f MB/s)" % (times, rate(a, "cpus"), rate(b, "cpus"))
        return Told(measured, times >= at_least)

    return told


def _workers(contest):
    if not contest.has_workers:
        return Told("--workers is not there yet", None)
    one, two = contest.result("one worker"), contest.result("two workers")
    times = ratio(two, one, "walls")
    cores = len(os.sched_getaffinity(0))
    measured = "%.2f x (%.1f / %.1f MB/s)" % (times, rate(two, "walls"), rate(one, "walls"))
    return Told(measured + (", on %d core" % cores if cores < 2 else ""), times >= 1.8)


def _facets(contest):
    """Against the median of the seven alone: against the cheapest it would measure how cheap that one
    is, against the dearest how dear."""
    whole = contest.result("one worker")
    times = {
        facet: ratio(contest.result(facet + " alone"), whole, "cpus") for facet in facets_of(contest)
    }
    middle = statistics.median(times.values())
    each = ", ".join("%s %.1f" % (facet, times[facet]) for facet in sorted(times, key=times.get))
    return Told("%.2f x the time of the median one (%s)" % (middle, each), middle <= 2.5)


def _patterns(contest):
    times = ratio(
        contest.result("one worker"),
        contest.result("with %d more patterns" % EXTRA_PATTERNS),
        "cpus",
    )
    measured = "%.2f x the time; their words are %.1f %% of the text's"
    return Told(measured % (times, 100 * contest.share_of_words), times <= 3)


def _text(contest):
    ours, wc = contest.result("one worker on text"), contest.result("wc -l")
    part = ratio(wc, ours, "cpus")
    measured = "1/%.0f (%.1f / %.0f MB/s)" % (part, rate(ours, "cpus"), rate(wc, "cpus"))
    return Told(measured, part <= 25)


def _memory(contest):
    peaks = contest.peaks = memory.measure(contest)
    small, large = peaks["pipe"].pss, peaks["long pipe"].pss
    most = max(peaks["file"].pss, small, large)
    measured = "%.1f MB; %.1f MB for %s, %.1f MB for %s (%+.0f %%)" % (
        most / 1e6,
        small / 1e6,
        memory.size_text(contest.size["corpus"]),
        large / 1e6,
        memory.size_text(peaks["long pipe"].size),
        100 * (large / small - 1),
    )
    if not contest.has_workers:
        measured += ", one process: --workers is not there yet"
    return Told(measured, most < 64e6 and abs(large / small - 1) <= 0.10)


def _start(contest):
    """The slowest of the made-up listings, each repeated to START_SIZE."""
    folder = os.path.join(contest.top, "docs", "examples")
    medians = {}
    for name in sorted(os.listdir(folder)):
        if os.path.isdir(os.path.join(folder, name)):
            continue
        with open(os.path.join(folder, name), "rb") as file:
            listing = file.read().rstrip(b"\n") + b"\n"
        path = contest.path(name)
        with open(path, "wb") as out:
            out.write(listing * (START_SIZE // len(listing) + 1))
        contestant = Contestant("start: " + name, "", contest.lapidary(workers=0))
        runs = [contest.run(contestant, path) for _ in range(4 * contest.size["rounds"] + 1)]
        medians[name] = statistics.median(run.wall for run in runs)
    slowest = max(medians, key=medians.get)
    each = ", ".join("%s %.0f" % (name, 1e3 * seconds) for name, seconds in medians.items())
    return Told("%.1f ms (%s)" % (1e3 * medians[slowest], each), medians[slowest] < 0.040)


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
        _by_cpu("one worker", "Python script", 120),
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


def wanted_contestants(contest, figures):
    """Those that the figures need, without those that the program has not yet."""
    everyone = contestants(contest)
    needs = [need for figure in figures for need in figure.needs]
    chosen = [
        contestant
        for name, contestant in everyone.items()
        if name in needs or ("... alone" in needs and name.endswith(" alone"))
    ]
    if not contest.has_workers:
        chosen = [contestant for contestant in chosen if contestant.name != "two workers"]
    return chosen


def contestants_table(contest):
    rows = [("contestant", "MB", "MB/s by CPU", "least..most", "MB/s by clock", "command")]
    for result in contest.results.values():
        speeds = sorted(result.size / 1e6 / cpu for cpu in result.cpus)
        rows.append(
            (
                result.name,
                result.size_text(),
                "%.2f" % rate(result, "cpus"),
                "%.2f..%.2f" % (speeds[0], speeds[-1]),
                "%.2f" % rate(result, "walls"),
                result.command_text(contest.folder),
            )
        )
    return table(rows)


def peaks_table(contest):
    rows = [("input", "size", "all processes, Pss", "sum of their marks", "runs")]
    for peak in contest.peaks.values():
        rows.append(
            (
                peak.name,
                memory.size_text(peak.size),
                "%.1f MB" % (peak.pss / 1e6),
                "%.1f MB" % (peak.marks / 1e6),
                str(peak.runs),
            )
        )
    return table(rows)


EXPLANATION = """
Speeds are medians of %(rounds)d rounds, in which all contestants run in turn; the input is read just before
each run, and tables are written to disk. By CPU: user and system time of all processes, which another
load does not change much; by it everything is judged but two workers and the start. * a piece of the
corpus, as large as takes about %(seconds)g s, its start-up taken off.
Corpus: %(corpus)d MB, %(origin)s, repeated. The Python script does less: it weighs no match.
The other facets are held against the median of the seven: against the cheapest the figure would tell how
cheap that one is, against the dearest how dear.
"""


def measure_all(contest, wanted):
    figures = [figure for figure in FIGURES if figure.name in wanted]
    if not figures:
        return
    contest.hold(wanted_contestants(contest, figures), contest.size["seconds"])
    rows = [("figure", "what", "goal", "verdict", "measured")]
    for figure in figures:
        print("figure: " + figure.name, file=sys.stderr)
        try:
            told = figure.told(contest)
        except Failed as failed:
            told = Told("not measured: %s" % failed, False)
        rows.append((figure.name, figure.what, figure.goal, VERDICTS[told.is_reached], told.measured))
    print(table(rows))
    print(
        EXPLANATION
        % {
            "rounds": contest.size["rounds"],
            "seconds": contest.size["seconds"],
            "corpus": contest.size["corpus"] // 10**6,
            "origin": contest.origin,
        }
    )
    if contest.results:
        print(contestants_table(contest))
    if contest.peaks:
        print("\n" + memory.EXPLANATION)
        print(peaks_table(contest))

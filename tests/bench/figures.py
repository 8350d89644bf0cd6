# SPDX-License-Identifier: MIT
"""The figures that are promised: what each is measured by, its goal, and whether it is reached."""
import collections
import json
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
SCRIPT_CHECKED = 1_000_000  # bytes over which the script's matches are counted

# How a figure is told: what was measured, True, False or None for not there yet, and what else there is.
Told = collections.namedtuple("Told", "measured is_reached more", defaults=("",))
# needs: the contestants by name; told(contest) gives a Told.
Figure = collections.namedtuple("Figure", "name what goal needs told")


# ---- Contestants ----


def facets_of(contest):
    return [plugin.name for plugin in declarations.read_plugins(os.path.join(contest.top, "plugins"))]


def extract(contest, *arguments):
    script = os.path.join(HERE, "extract.py")
    plugins = os.path.join(contest.top, "plugins")
    command = [sys.executable, script, "--plugins", plugins, *arguments]
    return lambda source, out: [*command, source, out + ".csv"]


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
    return Told(measured, part <= 25)


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


def _start(contest):
    """The slowest of the made-up listings, each repeated to START_SIZE."""
    folder = os.path.join(contest.top, "docs", "examples")
    medians, cpus = {}, {}
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
        cpus[name] = statistics.median(run.cpu for run in runs)
    slowest = max(medians, key=medians.get)
    each = ", ".join("%s %.0f" % (name, 1e3 * seconds) for name, seconds in medians.items())
    more_told = "CPU %.1f ms; each: %s" % (1e3 * cpus[slowest], each)
    return Told("%.1f ms" % (1e3 * medians[slowest]), medians[slowest] < 0.040, more_told)


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


def summary(verdicts):
    """One line on figures that are told as {name: verdict}."""
    lines = ["%d of %d figures reached" % (list(verdicts.values()).count("reached"), len(verdicts))]
    for verdict in "falls short", "not there yet":
        names = [name for name in verdicts if verdicts[name] == verdict]
        if names:
            lines.append("%s: %s" % (verdict, ", ".join(names)))
    return "; ".join(lines) + "."


def measure_all(contest, wanted):
    figures = [figure for figure in FIGURES if figure.name in wanted]
    if not figures:
        return
    contest.hold(wanted_contestants(contest, figures), contest.size["seconds"])
    rows = [("figure", "what", "goal", "measured", "verdict")]
    notes = []
    for figure in figures:
        print("figure: " + figure.name, file=sys.stderr)
        try:
            told = figure.told(contest)
        except Failed as failed:
            told = Told("not measured", False, str(failed))
        rows.append((figure.name, figure.what, figure.goal, told.measured, VERDICTS[told.is_reached]))
        if told.more:
            notes.append((figure.name + ":", told.more))
    print(table(rows))
    print("\n" + summary({row[0]: row[4] for row in rows[1:]}))
    if notes:
        print("\n" + table(notes))
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

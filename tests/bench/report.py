# SPDX-License-Identifier: MIT
"""Measures the figures and prints them: the table, what is behind each, and the contestants."""
import sys

import contestants
import memory
from contest import Failed, rate
from figures import FIGURES, VERDICTS, Told
from table import table


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
All facets together are held against the median of each alone: against the cheapest the figure would tell
how cheap that one is, against the dearest how dear.
"""


def summary(verdicts):
    """One line on figures that are told as {name: verdict}."""
    lines = ["%d of %d figures reached" % (list(verdicts.values()).count("reached"), len(verdicts))]
    for verdict in "falls short", "not there yet":
        names = [name for name in verdicts if verdicts[name] == verdict]
        if names:
            lines.append("%s: %s" % (verdict, ", ".join(names)))
    return "; ".join(lines) + "."


def measure(contest, wanted):
    figures = [figure for figure in FIGURES if figure.name in wanted]
    if not figures:
        return
    contest.hold(contestants.of_figures(contest, figures), contest.size["seconds"])
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

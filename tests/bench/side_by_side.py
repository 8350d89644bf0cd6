# SPDX-License-Identifier: MIT
"""lapidary beside the searching tools that are installed, on the same patterns and the same text.

A tool is given every pattern that it takes, each tried alone, and lapidary a declaration with the same
ones. Groups are made nameless, for the tools read none.
"""
import collections
import json
import os
import re
import shutil
import subprocess

import declarations
from contest import SMALLEST, Contestant, rate

SECONDS = 3.0  # of a run; less than what the promised figures take
HEADING = """\
Side by side: plain text, one record a line; of %d patterns those that the tool takes, and lapidary with
the same ones, on one core. The tools print matches; lapidary writes them with pattern, paper, field,
place and context. * a piece, its start-up taken off."""

Pattern = collections.namedtuple("Pattern", "regex is_caseless")
# changed(pattern) gives it in the tool's syntax; written(patterns) is the text of its file.
Tool = collections.namedtuple("Tool", "name command changed written")


def patterns_of(top):
    """Every pattern once, with nameless groups."""
    found = {}
    for plugin in declarations.read_plugins(os.path.join(top, "plugins")):
        for pattern in plugin.patterns:
            nameless = re.sub(r"\(\?<(?![=!])\w+>", "(?:", pattern.regex)
            found[Pattern(nameless, pattern.is_caseless)] = True
    return list(found)


def _plain(pattern):
    return "(?i:%s)" % pattern.regex if pattern.is_caseless else pattern.regex


def _for_rust(pattern):
    """ASCII classes, as PCRE2's are, where the pattern is ASCII."""
    is_ascii = pattern.regex.isascii() and r"\x{" not in pattern.regex
    return "(?-u:%s)" % _plain(pattern) if is_ascii else _plain(pattern)


def _a_line_each(patterns):
    return "\n".join(patterns) + "\n"


def _alternatives(patterns):
    return "|".join("(?:%s)" % pattern for pattern in patterns) + "\n"


_RG = ("rg", "--no-config", "-a", "-N", "-o")
_LIMITS = ("--dfa-size-limit", "1G", "--regex-size-limit", "1G")
TOOLS = (
    Tool("rg", (*_RG, *_LIMITS, "-f"), _for_rust, _a_line_each),
    Tool("rg -P", (*_RG, "-P", "--no-unicode", "-f"), _plain, _a_line_each),
    Tool("pcre2grep", ("pcre2grep", "-o", "-f"), _plain, _a_line_each),
    Tool("ugrep", ("ugrep", "-a", "--no-filename", "-o", "-E", "-f"), _plain, _a_line_each),
    Tool("ugrep -P", ("ugrep", "-a", "--no-filename", "-o", "-P", "-f"), _plain, _a_line_each),
    Tool("grep -P", ("grep", "-a", "-o", "-P", "-f"), _plain, _alternatives),
)


def _refuses(tool, patterns, path):
    """True where the tool does not run with those patterns, which are left in the file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(tool.written([tool.changed(pattern) for pattern in patterns]))
    try:
        done = subprocess.run(
            [*tool.command, path, os.devnull], capture_output=True, check=False, timeout=10
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 1)


def _declare(folder, patterns):
    """A plugin that makes a row of each match of the patterns."""
    os.makedirs(os.path.join(folder, "same"))
    with open(os.path.join(folder, "same", "table.yaml"), "w", encoding="utf-8") as file:
        file.write(
            "table: same\ntitle: Matches\ncolumns:\n"
            "  - {name: said, type: string, required: true, doc: The match.}\n"
        )
    declaration = {
        "plugin": "same",
        "kind": "extractor",
        "version": "1.0.0",
        "does": "Matches of the patterns that another tool takes.",
        "facet": "same",
        "schema": "table.yaml",
        "object": "captures",
        "values": {"said": {"convert": "text"}},
        "patterns": [
            {"id": "p_%d" % at, "regex": one.regex, "case": "any" if one.is_caseless else "exact"}
            for at, one in enumerate(patterns)
        ],
        "examples": [{"title": "It is not tested.", "rows": [{"match": "It", "said": "It"}]}],
        "counterexamples": [{"title": "Nor is this."}],
    }
    with open(os.path.join(folder, "same", "same.yaml"), "w", encoding="utf-8") as file:
        json.dump(declaration, file, ensure_ascii=False)  # JSON is YAML


def _taken(tool, patterns, path):
    """Those that the tool takes one by one and together, left in the file; the longest are left out
    where all together are too much for it."""
    taken = [pattern for pattern in patterns if not _refuses(tool, [pattern], path)]
    while taken and _refuses(tool, taken, path):
        taken.remove(max(taken, key=lambda pattern: len(pattern.regex)))
    return taken


def _pair(contest, tool, patterns):
    """The tool and lapidary with the patterns that the tool takes, and how many these are."""
    file = contest.path("patterns of " + tool.name)
    folder = contest.path("plugins of " + tool.name)
    taken = _taken(tool, patterns, file)
    _declare(folder, taken)
    ours = contest.lapidary(
        "--plugin-path", folder, "--plugins", "same", "--reader", "text:record=line"
    )
    theirs = Contestant(
        tool.name, "lines", lambda source, out: [*tool.command, file, source], well=(0, 1) # 1: no match
    )
    return theirs, Contestant("lapidary, as " + tool.name, "lines", ours), len(taken)


def _matches_a_megabyte(contest, contestant):
    """How many lines it prints, or rows it writes, for each MB."""
    source = contest.piece("lines", SMALLEST)
    counted = []

    def count(out):
        path = os.path.join(out, "same.csv")
        with open(path if os.path.exists(path) else contest.path("told"), "rb") as file:
            counted.append(sum(1 for _ in file) - os.path.exists(path))

    contest.run(contestant, source, count)
    return counted[0] / (os.path.getsize(source) / 1e6)


def measure(contest):
    """Gives the rows of the table, and its heading."""
    patterns = patterns_of(contest.top)
    pairs, told = [], [HEADING % len(patterns)]
    for tool in TOOLS:
        if not shutil.which(tool.command[0]):
            told.append("%s is not installed." % tool.name)
            continue
        pairs.append(_pair(contest, tool, patterns))
    contest.hold([one for pair in pairs for one in pair[:2]], SECONDS)
    rows = [("contestant", "patterns", "matches a MB", "MB", "MB/s by CPU", "", "command")]
    for theirs, ours, count in pairs:
        if theirs.name not in contest.results or ours.name not in contest.results:
            told.append("%s: not measured" % theirs.name)
            continue
        speed = rate(contest.results[theirs.name], "cpus")
        for contestant in theirs, ours:
            result = contest.results.pop(contestant.name)
            rows.append(
                (
                    contestant.name,
                    str(count),
                    "%.0f" % _matches_a_megabyte(contest, contestant),
                    result.size_text(),
                    "%.2f" % rate(result, "cpus"),
                    "%.1f x" % (rate(result, "cpus") / speed) if contestant is ours else "",
                    result.command_text(contest.folder),
                )
            )
    return rows, "\n".join(told)

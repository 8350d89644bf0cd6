# SPDX-License-Identifier: MIT
"""Who runs: lapidary in several ways, the Python script, wc."""
import os
import sys

import declarations
import more_patterns
from contest import Contestant

HERE = os.path.dirname(os.path.abspath(__file__))
EXTRA_PATTERNS = 1000


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


def of_figures(contest, figures):
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

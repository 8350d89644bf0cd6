# SPDX-License-Identifier: MIT
"""Declarations with many more patterns, each with a literal, for the cost of adding patterns.

The literals are words of the corpus itself, neither the commonest nor the rarest, so that the search
meets them as often as it would meet a real pattern's.
"""
import collections
import json
import os
import random
import re

PLUGINS = 10
# How the patterns go on after their word; every shape has an example that it finds.
SHAPES = (
    (r"s? of (?<value>\d+(?:\.\d+)?)\b", " of 17"),
    (r" (?:by|with) (?<value>\d+(?:\.\d+)?)%", " with 2.5%"),
    (r"(?:ed|ing)? (?:in|on) (?<value>\d+) (?:steps|days)\b", " in 12 days"),
    (r" \((?<value>\d+(?:\.\d+)?)\)", " (3.5)"),
    (r"[- ](?:rate|level)s? (?<value>\d+(?:\.\d+)?)\b", " rate 0.5"),
)
RANKS = (300, 6000)


def words_of(path, count, seed=17):
    """Words of a JSON Lines corpus, drawn from its vocabulary by a seeded draw."""
    counted = collections.Counter()
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            paper = json.loads(line)
            counted.update(re.findall(r"\b[a-z]{5,14}\b", paper.get("abstract") or ""))
    ranked = [word for word, _ in counted.most_common(RANKS[1])]
    begin = min(RANKS[0], max(len(ranked) - count, 0))
    chosen = random.Random(seed).sample(ranked[begin:], min(count, len(ranked) - begin))
    return chosen, sum(counted[word] for word in chosen) / max(sum(counted.values()), 1)


def _declaration(name, words):
    lines = [
        "plugin: " + name,
        "kind: extractor",
        "version: 1.0.0",
        "does: Figures behind words, to measure what patterns cost.",
        "facet: " + name,
        "schema: table.yaml",
        "object: captures",
        "values:",
        "  value: {capture: value, convert: number}",
        "patterns:",
    ]
    examples = ["examples:"]
    for number, word in enumerate(words):
        goes_on, shown = SHAPES[number % len(SHAPES)]
        value = re.search(r"[\d.]+", shown).group()
        match = word + shown
        lines += ["  - id: p_%d_%s" % (number, word), r"    regex: '\b%s%s'" % (word, goes_on)]
        examples += [
            "  - abstract: 'A %s here.'" % match,
            "    rows:",
            "      - {match: '%s', value: %s, pattern: p_%d_%s}" % (match, value, number, word),
        ]
    counter = ["counterexamples:", "  - abstract: A %s without a figure." % words[0]]
    return "\n".join(lines + examples + counter) + "\n"


def write(folder, words):
    """Writes the plugins, the words shared out among them; gives their facets."""
    names = []
    for number in range(PLUGINS):
        name = "extra_%d" % number
        os.makedirs(os.path.join(folder, name))
        with open(os.path.join(folder, name, "table.yaml"), "w", encoding="utf-8") as file:
            file.write(
                "table: %s\ntitle: Figures behind words\ncolumns:\n"
                "  - {name: value, type: number, required: true, doc: The figure.}\n" % name
            )
        with open(os.path.join(folder, name, name + ".yaml"), "w", encoding="utf-8") as file:
            file.write(_declaration(name, words[number::PLUGINS]))
        names.append(name)
    return names

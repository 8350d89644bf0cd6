# SPDX-License-Identifier: MIT
"""Prints papers made by chance of what the declarations know: pieces of their examples and names.

Usage: pieces.py mixed|repeated COUNT SEED [BYTES]

`mixed` puts many pieces into each paper; `repeated` says a few again and again, up to so many bytes.
"""

import json
import pathlib
import random
import re
import sys

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]
BETWEEN = ["", "", "", " ", " ", ", ", ". ", "\n", "/", "-", "×", " and ", "(", ")", "$", "{", "}", "%", "2"]


def cut(text):
    """Words, spaces and single signs."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def sources_of(node):
    """The texts of the examples and the names of the lists in a declaration, each cut."""
    if isinstance(node, list):
        for item in node:
            yield from sources_of(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("title", "abstract"):
                yield cut(value)
            elif key == "names" and isinstance(value, str):
                yield from map(cut, value.splitlines())
            else:
                yield from sources_of(value)


class Maker:
    """Makes papers; a seed gives the same ones everywhere."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.examples, self.names = [], []
        for path in sorted(TOP.glob("plugins/*/*.yaml")):
            declaration = yaml.safe_load(path.read_bytes())
            kept = self.examples if "examples" in declaration else self.names
            kept.extend(source for source in sources_of(declaration) if source)

    def pieces(self, most, words):
        """Up to so many pieces, each of up to so many words."""
        text = ""
        for _ in range(self.chance.randint(1, most)):
            source = self.chance.choice(self.chance.choice((self.examples, self.names)))
            start = self.chance.randrange(len(source))
            text += "".join(source[start : start + self.chance.randint(1, words)])
            text += self.chance.choice(BETWEEN)
        return text

    def unit(self):
        """A few pieces, with a letter: a paper has words, and a number of this length is none."""
        unit = ""
        while not re.search("[A-Za-z]", unit):
            unit = self.pieces(2, 3)
        return unit


def main():
    kind, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    maker = Maker(seed)
    for _ in range(count):
        if kind == "mixed":
            abstract = maker.pieces(200, 6)
        else:
            unit = maker.unit()
            abstract = unit * (int(sys.argv[4]) // len(unit.encode()) + 1)
        print(json.dumps({"title": "Pebbles " + maker.pieces(4, 6), "abstract": abstract}))


if __name__ == "__main__":
    main()

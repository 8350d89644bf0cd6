#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The script that a user would write instead of lapidary: the facets' patterns with Python's `re`.

    extract.py [--plugins DIR] [--counts FILE] INPUT.jsonl OUT.csv

Reads the patterns and name lists of the declarations in DIR (./plugins), searches titles, abstracts and
comments of JSON Lines, and writes a CSV row a match: plugin, pattern, record, field, start, end, match. Each
pattern is compiled once, one that several plugins share is searched once, names are looked up by their
first word in a dictionary, and cues are searched only where their plugin has found something.

It does less than lapidary: it weighs no match, so that it gives no value, unit, name or baseline, no
tables by facet, no context, no line or duplicate of a record; it checks and rejects nothing.
"""
import argparse
import collections
import csv
import json
import os
import re
import sys

sys.dont_write_bytecode = True  # the folder is a source folder
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import declarations  # noqa: E402

FIELDS = ("title", "abstract", "comments")
WORD = re.compile(r"[^\W_]+")

Search = collections.namedtuple("Search", "finditer fields consumers")
Consumer = collections.namedtuple("Consumer", "plugin id role")
Entry = collections.namedtuple("Entry", "name text list lead")
List = collections.namedtuple("List", "plugin id cue fields")
CUES = ("none", "record", "sentence")

# Where a sentence ends, and what ends none.
MARK = re.compile(r"[.!?][\"')\]}]*(?= (?![a-z])|$)")
WORD_BEFORE = re.compile(r"[A-Za-z0-9.]*\Z")
ABBREVIATIONS = set(
    "al approx ca cf dr e.g eq eqs fig figs i.e incl no pp prof ref refs resp sec st tab vs w.r.t".split()
)


class Searches:
    """All that is searched, compiled: patterns by their kind of cue, and the names."""

    def __init__(self, plugins):
        self.names = [plugin.name for plugin in plugins]
        self.left_out = []
        self.patterns = {cue: [] for cue in CUES}
        self.lists = []
        self.entries = {}
        self.asking_sentences = set()  # plugins with cues that count only in a sentence with a match
        shared = {}
        for number, plugin in enumerate(plugins):
            for pattern in plugin.patterns:
                self._add_pattern(number, plugin.name, pattern, shared)
            for names in plugin.lists:
                self._add_list(number, names)
            if any(one.cue == "sentence" for one in plugin.patterns + plugin.lists):
                self.asking_sentences.add(number)
        for entries in self.entries.values():
            entries.sort(key=lambda entry: -len(entry.text))
        self.name_fields = [field for field in FIELDS if any(field in one.fields for one in self.lists)]

    def _add_pattern(self, number, plugin, pattern, shared):
        key = (pattern.regex, pattern.is_caseless, pattern.fields, pattern.cue)
        if key not in shared:
            try:
                compiled = declarations.compile_python(pattern)
            except ValueError as reason:
                self.left_out.append((plugin, pattern.id, str(reason)))
                return
            fields = [field for field in FIELDS if field in pattern.fields]
            shared[key] = Search(compiled.finditer, fields, [])
            self.patterns[pattern.cue].append(shared[key])
        shared[key].consumers.append(Consumer(number, pattern.id, pattern.role))

    def _add_list(self, number, names):
        for name in names.names:
            first = WORD.search(name.spelling)
            if not first:
                continue
            text = name.spelling.lower() if name.is_caseless else name.spelling
            entry = Entry(name, text, len(self.lists), first.start())
            self.entries.setdefault(first.group().lower(), []).append(entry)
        self.lists.append(List(number, names.id, names.cue, names.fields))


def is_word(sign):
    return sign.isalnum() or sign == "_"


def find_names(searches, text, field, take):
    """Calls take(list, name, start, end) for the longest name of each list at each place."""
    last = [0] * len(searches.lists)
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have two small letters
        lower = text
    entries_of = searches.entries.get
    for word in WORD.finditer(text):
        for entry in entries_of(word.group().lower(), ()):
            start = word.start() - entry.lead
            end = start + len(entry.text)
            if (
                start >= last[entry.list]
                and (lower if entry.name.is_caseless else text).startswith(entry.text, start)
                and not is_word(text[end : end + 1])
                and not (start and is_word(text[start - 1]))
                and field in searches.lists[entry.list].fields
            ):
                last[entry.list] = end
                take(searches.lists[entry.list], entry.name, start, end)


def gap(start, end, other_start, other_end):
    """How many characters stand between two places; 0 where they touch."""
    return max(other_start - end, start - other_end, 0)


def ends_sentence(text, mark):
    if text[mark.start()] != "." or mark.end() == len(text):
        return True
    word = WORD_BEFORE.search(text, 0, mark.start()).group()
    return not (len(word) == 1 and word.isupper()) and word.lower() not in ABBREVIATIONS


def sentences_of(text):
    """The sentences as (start, end)."""
    ends = [mark.end() for mark in MARK.finditer(text) if ends_sentence(text, mark)] + [len(text)]
    return list(zip([0] + [end + 1 for end in ends], ends))


class Record:
    """The matches of one record, by plugin: (field's place, start, -end, pattern, role, text)."""

    def __init__(self, searches, texts):
        self.searches = searches
        self.texts = texts
        self.found = [[] for _ in searches.names]
        self.asking = []  # names that count only beside a cue
        self.cue_names = []

    def take_match(self, field, match, takers):
        start, end = match.span()
        for one in takers:
            place = (FIELDS.index(field), start, -end, one.id, one.role, match.group())
            self.found[one.plugin].append(place)

    def search(self, searches, wanted):
        for finditer, fields, consumers in searches:
            takers = [one for one in consumers if wanted[one.plugin]]
            for field in fields if takers else ():
                for match in finditer(self.texts[field]):
                    self.take_match(field, match, takers)

    def search_sentences(self, searches, wanted):
        for finditer, fields, consumers in searches:
            for field in fields:
                by_plugin = [(one, wanted.get((field, one.plugin), ())) for one in consumers]
                for sentence in sorted(set().union(*(sentences for _, sentences in by_plugin))):
                    takers = [one for one, sentences in by_plugin if sentence in sentences]
                    for match in finditer(self.texts[field], sentence[0]):
                        if match.start() >= sentence[1]:
                            break
                        self.take_match(field, match, takers)

    def sentences_with(self, places):
        """By field and plugin the sentences in which a place begins, for plugins that ask for them."""
        wanted = {}
        sentences = {}
        for plugin, place in places:
            if plugin not in self.searches.asking_sentences:
                continue
            field = FIELDS[place[0]]
            if field not in sentences:
                sentences[field] = sentences_of(self.texts[field])
            sentence = next(one for one in sentences[field] if one[1] > place[1])
            wanted.setdefault((field, plugin), set()).add(sentence)
        return wanted

    def take_name(self, field):
        def take(names, name, start, end):
            text = self.texts[field][start:end]
            place = (FIELDS.index(field), start, -end, names.id, None, text)
            if names.cue != "none":
                self.cue_names.append((names, place))
            elif name.cue_role:
                self.asking.append((names.plugin, place, name))
            else:
                self.found[names.plugin].append(place)

        return take

    def has_cue(self, plugin, place, name):
        return any(
            role == name.cue_role
            and field == place[0]
            and gap(place[1], -place[2], start, -end) <= name.cue_within
            for field, start, end, _, role, _ in self.found[plugin]
        )

    def matches(self):
        everyone = [True] * len(self.found)
        self.search(self.searches.patterns["none"], everyone)
        for field in self.searches.name_fields:
            find_names(self.searches, self.texts[field], field, self.take_name(field))
        wanted = [bool(found) for found in self.found]
        for plugin, _, _ in self.asking:
            wanted[plugin] = True
        counts = [len(found) for found in self.found]
        places = [(plugin, place) for plugin, found in enumerate(self.found) for place in found]
        sentences = self.sentences_with(places + [one[:2] for one in self.asking])
        self.search(self.searches.patterns["record"], wanted)
        self.search_sentences(self.searches.patterns["sentence"], sentences)
        for names, place in self.cue_names:
            if names.cue == "record":
                is_wanted = wanted[names.plugin]
            else:
                near = sentences.get((FIELDS[place[0]], names.plugin), ())
                is_wanted = any(start <= place[1] < end for start, end in near)
            if is_wanted:
                self.found[names.plugin].append(place)
        near = [(plugin, place) for plugin, place, name in self.asking if self.has_cue(plugin, place, name)]
        for plugin, place in near:
            self.found[plugin].append(place)
            counts[plugin] += 1
        for plugin, found in enumerate(self.found):
            if counts[plugin]:
                yield plugin, sorted(found, key=lambda place: place[:3])


def text_of(value):
    """White space folded, as lapidary folds it."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def extract(searches, lines, out):
    """Writes the rows of all records; gives the matches of each plugin."""
    counts = [0] * len(searches.names)
    write = csv.writer(out, lineterminator="\n").writerow
    write(("plugin", "pattern", "record", "field", "start", "end", "match"))
    for line in lines:
        try:
            paper = json.loads(line)
        except ValueError:
            continue
        texts = {field: text_of(paper.get(field)) for field in FIELDS}
        for plugin, found in Record(searches, texts).matches():
            counts[plugin] += len(found)
            for place, start, end, pattern, _, text in found:
                row = (searches.names[plugin], pattern, paper.get("id"), FIELDS[place])
                write(row + (start, -end, text))
    return dict(zip(searches.names, counts))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plugins", default="plugins")
    parser.add_argument("--counts", help="the matches of each plugin, as JSON")
    parser.add_argument("input")
    parser.add_argument("output")
    options = parser.parse_args()
    searches = Searches(declarations.read_plugins(options.plugins))
    for plugin, pattern, reason in searches.left_out:
        print("%s: the pattern %s is left out: %s" % (plugin, pattern, reason), file=sys.stderr)
    with open(options.input, encoding="utf-8", errors="replace") as lines:
        with open(options.output, "w", encoding="utf-8", newline="") as out:
            counts = extract(searches, lines, out)
    if options.counts:
        with open(options.counts, "w", encoding="utf-8") as file:
            json.dump({"matches": counts, "left_out": searches.left_out}, file, indent=1)


if __name__ == "__main__":
    main()

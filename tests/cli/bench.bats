#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The parts of make bench: its arithmetic, its inputs, the script that it compares with, a quick run.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$top/tests/bench

needs_python() {
    python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
}

# made_up PAPERS: writes papers.jsonl
made_up() {
    python3 -c 'import made_up, sys; made_up.write(sys.stdout, int(sys.argv[1]))' "$1" >papers.jsonl
}

@test "the script finds what the plain engine finds, plugin by plugin" {
    needs_python
    made_up 40
    for input in papers.jsonl "$examples/papers.jsonl"; do
        lapidary run "$input" -o out --force --quiet --engine plain
        python3 "$top/tests/bench/extract.py" --plugins "$top/plugins" --counts counts.json \
            "$input" rows.csv
        python3 - <<'PYTHON'
import json

run = json.load(open("out/run.json", encoding="utf-8"))
ours = {one["name"]: one["matches"] for one in run["plugins"] if "matches" in one}
script = json.load(open("counts.json", encoding="utf-8"))
assert script["left_out"] == [], script["left_out"]
assert script["matches"] == ours, (script["matches"], ours)
assert sum(ours.values()) > 0
rows = sum(1 for _ in open("rows.csv", encoding="utf-8")) - 1
assert rows == sum(ours.values()), rows
PYTHON
    done
}

@test "patterns become Python's, and what Python lacks is refused" {
    needs_python
    python3 - <<'PYTHON'
import declarations

def pattern(regex, is_caseless=False):
    return declarations.Pattern("p", "p", regex, is_caseless, "none", ("title",))

def found(regex, text):
    return [match.group() for match in declarations.compile_python(pattern(regex)).finditer(text)]

assert found(r"(?<!ab|c)x", "abx cx dx x") == ["x", "x"]
assert found(r"(?<=ab|c)x", "abx cx dx") == ["x", "x"]
assert found(r"(?<n>a)|b(?<n>c)", "a bc") == ["a", "bc"]
assert found(r"[\x{AD}(]+\d++", "\u00ad(1") == ["\u00ad(1"]
assert found(r"\w+", "\u00e9t") == ["t"]
for regex in r"a\Kb", r"\h", r"[[:alpha:]]", r"(?|a|b)", r"(*UCP)\w", r"\p{Lu}":
    try:
        declarations.compile_python(pattern(regex))
    except ValueError:
        continue
    raise AssertionError(regex)
PYTHON
}

@test "the script's names are the longest, and whole; a cue alone is nothing" {
    needs_python
    python3 - <<'PYTHON'
import declarations, extract

def name(spelling, is_caseless=False, role=None):
    return declarations.Name(spelling, is_caseless, role, 10)

def found(title):
    names = [name("ab"), name("ab cd"), name("cd"), name("EF-1", True), name("gh", role="word")]
    fields = ("title", "abstract")
    plugin = declarations.Plugin(
        "p",
        [
            declarations.Pattern("figure", "figure", r"\d+", False, "none", fields),
            declarations.Pattern("word", "word", "near", False, "record", fields),
            declarations.Pattern("here", "here", "here", False, "sentence", fields),
        ],
        [declarations.NameList("list", "list", names, "none", fields)],
    )
    record = extract.Record(extract.Searches([plugin]), {"title": title, "abstract": "", "comments": ""})
    return [place[5] for _, places in record.matches() for place in places]

assert found("ab cd ab xab ab\u00e9") == ["ab cd", "ab"]
assert found("Ab ef-1 ef-12") == ["ef-1", "1", "12"]
assert found("near") == [] and found("near 5") == ["near", "5"]
assert found("here. In 5 e.g. here. Or here.") == ["5", "here"]
assert found("gh near") == ["gh", "near"] and found("gh and far from it near") == []
PYTHON
}

@test "made-up papers are the same each time, and like real ones" {
    needs_python
    made_up 300
    cp papers.jsonl first.jsonl
    made_up 300
    cmp first.jsonl papers.jsonl
    python3 - <<'PYTHON'
import json, statistics

papers = [json.loads(line) for line in open("papers.jsonl", encoding="utf-8")]
abstracts = [paper["abstract"].split() for paper in papers]
words = [word for abstract in abstracts for word in abstract]

def share(is_so):
    return sum(map(is_so, words)) / len(words)

# Real abstracts of 2025: 177 words of 6.5 signs, 1.7 % with a digit, 9.6 % with a capital, 6.2 % with
# a comma, 4.4 % with a hyphen.
for name, least, measured, most in (
    ("words of an abstract", 150, statistics.mean(map(len, abstracts)), 200),
    ("signs of a word", 5.8, statistics.mean(map(len, words)), 7.2),
    ("digits", 0.010, share(lambda word: any(map(str.isdigit, word))), 0.025),
    ("capitals", 0.06, share(lambda word: word[0].isupper()), 0.13),
    ("commas", 0.04, share(lambda word: word.endswith(",")), 0.08),
    ("hyphens", 0.025, share(lambda word: "-" in word), 0.06),
    ("words in 80 columns", 60, max(len(line) for line in papers[0]["abstract"].splitlines()), 80),
):
    assert least <= measured <= most, (name, measured)
PYTHON
}

@test "the corpus is whole records, of the size that is wanted" {
    needs_python
    made_up 20
    python3 - <<'PYTHON'
import corpus, json, os

once = os.path.getsize("papers.jsonl")
for size in once // 3, once, 5 * once // 2:
    written = corpus.repeat("papers.jsonl", "repeated", size)
    assert written == os.path.getsize("repeated"), size
    assert size - 4000 <= written <= size, (size, written)
    assert all(json.loads(line) for line in open("repeated", encoding="utf-8"))
corpus.write_lines("papers.jsonl", "lines", 3 * once)
lines = open("lines", encoding="utf-8").read().splitlines()
assert len(lines) > 60 and lines[0] == lines[20] and not lines[0].startswith(" ")
with open("poured", "wb") as pipe:
    poured = corpus.pour("papers.jsonl", 3 * once, pipe, own_ids=True)
ids = [json.loads(line)["id"] for line in open("poured", encoding="utf-8")]
assert poured >= 3 * once and len(ids) == len(set(ids)) == 60, len(ids)
PYTHON
}

@test "rates, ratios and pieces" {
    needs_python
    python3 - <<'PYTHON'
from contest import SMALLEST, Result, piece_size, rate, ratio
from figures import VERDICTS
from table import table

def result(walls, cpus):
    return Result("one", 3_000_000, True, walls, cpus, ["one"])

fast, slow = result([1.0, 9.0, 2.0], [0.5, 1.0, 99.0]), result([4.0] * 3, [6.0] * 3)
assert rate(fast, "walls") == 1.5 and rate(fast, "cpus") == 3.0, "medians, not means"
assert ratio(fast, slow, "cpus") == 6.0 and ratio(fast, slow, "walls") == 2.0
assert piece_size(1e6, 10, 500_000_000) == 10_000_000
assert piece_size(2.9e6, 1, 500_000_000) == 2_000_000
assert piece_size(26e6, 10, 500_000_000) == 500_000_000
assert piece_size(24e6, 10, 500_000_000) == 200_000_000
assert piece_size(10, 1, 500_000_000) == SMALLEST
assert table([("a", "b"), ("long", "c")]) == "a     b\nlong  c"
assert VERDICTS == {True: "reached", False: "falls short", None: "not there yet"}
PYTHON
}

@test "a figure that falls short is told as such" {
    needs_python
    python3 - <<'PYTHON'
import figures, report
from contest import Failed, Result

class Contest:
    top, has_workers = "", True
    def __init__(self, seconds):
        self.seconds = seconds
    def result(self, name):
        return Result(name, 10**9, True, [self.seconds[name]] * 3, [self.seconds[name]] * 3, [])
    def at_once(self):
        return 1.9
    def hash_rate(self):
        return 500

assert report.summary({"a": "reached", "b": "falls short", "c": "falls short"}) == (
    "1 of 3 figures reached; falls short: b, c."
)
told = {figure.name: figure.told for figure in figures.FIGURES}
for name, one, other, is_reached in (
    ("plain", {"one worker": 1.0}, {"engine plain": 15.1}, True),
    ("plain", {"one worker": 1.0}, {"engine plain": 14.9}, False),
    ("workers", {"one worker": 1.81}, {"two workers": 1.0}, True),
    ("workers", {"one worker": 1.79}, {"two workers": 1.0}, False),
    ("text", {"one worker on text": 24}, {"wc -l": 1.0}, True),
    ("text", {"one worker on text": 26}, {"wc -l": 1.0}, False),
):
    assert told[name](Contest({**one, **other})).is_reached is is_reached, (name, one, other)
text = told["text"](Contest({"one worker on text": 26, "wc -l": 1.0}))
assert "at 500 MB/s, takes 1/4" in text.more, text
PYTHON
}

@test "memory is that of the process and all that came from it" {
    needs_python
    python3 - <<'PYTHON'
import measure

holds = "held = bytearray(b'x') * %d; import time; time.sleep(0.4)"
alone = measure.peak(["python3", "-c", holds % 1], "told")
child = "import subprocess; subprocess.run(['python3', '-c', %r]); %s"
both = measure.peak(["python3", "-c", child % (holds % 40_000_000, "pass")], "told")
assert alone.status == both.status == 0 and both.samples > 5
assert 40e6 < both.pss < 40e6 + 4 * alone.pss, (alone, both)
assert both.marks >= 40e6
run = measure.timed(["sh", "-c", "python3 -c 'for i in range(3000000): pass'; sleep 0.1"], "told")
assert 0.02 < run.cpu <= run.wall, run
PYTHON
}

@test "the rate of SHA-256 is told by the bytes that it went over" {
    needs_python
    head -c 8000000 /dev/zero >zeros
    python3 - <<'PYTHON'
import hashlib, measure, time

begun = time.thread_time()
hashlib.sha256(open("zeros", "rb").read()).digest()
rate = 8 / (time.thread_time() - begun)
assert rate / 4 < measure.hash_rate("zeros") < rate * 4, rate
PYTHON
}

@test "each source and library has its stage" {
    needs_python
    cd "$top"
    find core plugins -name '*.c' | sort | python3 -c '
import importlib.machinery, importlib.util, sys
loader = importlib.machinery.SourceFileLoader("stages", "tests/bench/stages")
stages = importlib.util.module_from_spec(importlib.util.spec_from_loader("stages", loader))
loader.exec_module(stages)
for place in sys.stdin.read().split():
    assert stages.stage_of(place) not in ("other", "kernel", "C library"), place
for place, stage in (
    ("core/scan/names.c", "names"), ("core/write/csv.c", "rows and CSV"), ("plugins/gains/agree.c", "extractors"),
    ("plugins/jsonl/jsonl.c", "read and JSON"), ("libpcre2-8.so.0.11.2", "PCRE2"), ("perf-17.map", "PCRE2"),
    ("libc.so.6", "C library"), ("libnettle.so.8", "digest"), ("[kernel.kallsyms]", "kernel"),
):
    assert stages.stage_of(place) == stage, (place, stages.stage_of(place))'
}

@test "the extra patterns are found by their examples" {
    needs_python
    made_up 300
    python3 - <<'PYTHON'
import more_patterns

words, share = more_patterns.words_of("papers.jsonl", 100)
assert len(set(words)) == 100 and 0 < share < 0.5, share
assert len(more_patterns.write("extra", words)) == more_patterns.PLUGINS
PYTHON
    ends_with 0 lapidary test --plugin-path extra extra_0 extra_9
    grep -q '^ok .* extra_9: example' <<<"$output"
}

@test "other tools' patterns are declared for lapidary as they are" {
    needs_python
    made_up 20
    python3 - <<'PYTHON'
import os, side_by_side

patterns = side_by_side.patterns_of(os.environ["top"])
assert len(patterns) == len(set(patterns)) > 50
assert not any("(?<n" in pattern.regex or "(?<v" in pattern.regex for pattern in patterns)
side_by_side._declare("same", patterns)
PYTHON
    ends_with 0 lapidary run --plugin-path same --plugins same --quiet -o out papers.jsonl
    [ "$(wc -l <out/same.csv)" -gt 100 ]
}

@test "a quick run tells a verdict and leaves nothing behind" {
    needs_python
    made_up 100
    LAPIDARY=$LAPIDARY ends_with 0 "$top/tests/bench/bench" --quick --only plain --only start \
        --only memory -r 1 --sample papers.jsonl --folder scratch
    grep -qE '^plain .*at least 15 x .*(reached|falls short)$' <<<"$output"
    grep -qE '^start .*under 40 ms .*(reached|falls short)$' <<<"$output"
    grep -qE '^long pipe, own ids +4 MB +[1-9][0-9.]+ MB ' <<<"$output"
    grep -q '^processor' <<<"$output"
    [ -z "$(ls -A scratch)" ]
    ends_with 2 "$top/tests/bench/bench" --only speed
    grep -q "there is no figure 'speed'; known are plain" <<<"$output"
}

# Who rejects its input is fast, and small.
@test "a run that rejects something measures nothing" {
    needs_python
    made_up 100
    printf '#!/bin/sh\n[ "$2" = --help ] || set -- "$@" --record-limit 1\nexec "%s" "$@"\n' "$LAPIDARY" >rejecting
    chmod +x rejecting
    LAPIDARY=$PWD/rejecting ends_with 0 "$top/tests/bench/bench" --quick --only plain --only workers --only start \
        --only memory -r 1 --sample papers.jsonl --folder scratch
    grep -q '^0 of 4 figures reached' <<<"$output"
    [ "$(grep -cE '^(plain|workers|start|memory) .* not measured ' <<<"$output")" -eq 4 ]
}

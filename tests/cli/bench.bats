#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The parts of make bench: its arithmetic, its inputs, the script that it compares with, a quick run.
# shellcheck disable=SC2154 # program.bash and bats set variables
load program

export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$top/tests/bench

needs_yaml() {
    python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
}

# made_up PAPERS: writes papers.jsonl
made_up() {
    python3 -c 'import made_up, sys; made_up.write(sys.stdout, int(sys.argv[1]))' "$1" >papers.jsonl
}

@test "the script finds what the plain engine finds, plugin by plugin" {
    needs_yaml
    made_up 60
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
    needs_yaml
    python3 - <<'PYTHON'
import declarations

def pattern(regex, is_caseless=False):
    return declarations.Pattern("p", "p", regex, is_caseless, False, ("title",))

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

@test "made-up papers are the same each time, and like real ones" {
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
    needs_yaml
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
assert piece_size(1e9, 10, 500_000_000) == 500_000_000
assert piece_size(10, 1, 500_000_000) == SMALLEST
assert table([("a", "b"), ("long", "c")]) == "a     b\nlong  c"
assert VERDICTS == {True: "reached", False: "falls short", None: "not there yet"}
PYTHON
}

@test "a figure that falls short is told as such" {
    needs_yaml
    python3 - <<'PYTHON'
import figures
from contest import Failed, Result

class Contest:
    top, has_workers = "", True
    def __init__(self, seconds):
        self.seconds = seconds
    def result(self, name):
        return Result(name, 10**9, True, [self.seconds[name]] * 3, [self.seconds[name]] * 3, [])

told = {figure.name: figure.told for figure in figures.FIGURES}
for name, one, other, is_reached in (
    ("plain", {"one worker": 1.0}, {"engine plain": 15.1}, True),
    ("plain", {"one worker": 1.0}, {"engine plain": 14.9}, False),
    ("python", {"one worker": 1.0}, {"Python script": 121}, True),
    ("python", {"one worker": 1.0}, {"Python script": 119}, False),
    ("workers", {"one worker": 1.81}, {"two workers": 1.0}, True),
    ("workers", {"one worker": 1.79}, {"two workers": 1.0}, False),
    ("text", {"one worker on text": 24}, {"wc -l": 1.0}, True),
    ("text", {"one worker on text": 26}, {"wc -l": 1.0}, False),
):
    assert told[name](Contest({**one, **other})).is_reached is is_reached, (name, one, other)
PYTHON
}

@test "memory is that of the process and all that came from it" {
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

@test "the extra patterns are found by their examples" {
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

@test "a quick run tells a verdict and leaves nothing behind" {
    needs_yaml
    LAPIDARY=$LAPIDARY ends_with 0 "$top/tests/bench/bench" --quick --only plain --only start -r 1 \
        --folder scratch
    grep -qE '^plain .*(reached|falls short)' <<<"$output"
    grep -qE '^start .*under 40 ms .*(reached|falls short)' <<<"$output"
    grep -q '^processor' <<<"$output"
    [ -z "$(ls -A scratch)" ]
    ends_with 2 "$top/tests/bench/bench" --only speed
    grep -q "there is no figure 'speed'; known are plain" <<<"$output"
}

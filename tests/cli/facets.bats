#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The shipped facets: every pattern is shown by an example, and both engines make the same tables.
# shellcheck disable=SC2154 # program.bash and bats set variables
load program

# cuts_in_time SECONDS FACETS INPUT: facets are cut out of the long records of an input.
cuts_in_time() {
    ends_with 0 timeout -s KILL "$1" "$LAPIDARY" run --quiet --workers 0 --plugins "$2" --row-limit 200000 \
        "$3" -o out
}

# cuts_repeated SECONDS FACETS HEAD COUNT PIECE TAIL: likewise, out of an abstract in which a piece comes
# again and again, %d in it being how often it came
cuts_repeated() {
    awk -v head="$3" -v count="$4" -v piece="$5" -v tail="$6" 'BEGIN {
        printf "{\"title\": \"Slates\", \"abstract\": \"%s", head
        for (i = 1; i <= count; i++) printf piece, i
        print tail "\"}"
    }' >repeated.jsonl
    cuts_in_time "$1" "$2" repeated.jsonl
}

@test "every facet has 25 texts, and every pattern an example that makes a row by it" {
    python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
    lapidary test --json >outcomes.json
    python3 - "$top" <<'PYTHON'
import collections, glob, json, os, sys, yaml

def read(file):
    with open(file, encoding="utf-8") as stream:
        return yaml.safe_load(stream)

texts, shown = collections.Counter(), collections.defaultdict(set)
for outcome in json.load(open("outcomes.json")):
    texts[outcome["plugin"]] += 1
    shown[outcome["plugin"]].update(row.get("pattern") for row in outcome["made"])
patterns = collections.defaultdict(set)  # id -> plugins that have it, of each file
for file in glob.glob(sys.argv[1] + "/plugins/*/*.yaml"):
    declaration = read(file)
    if declaration.get("kind") != "extractor":
        continue
    name = declaration["plugin"]
    assert texts[name] >= 25, (name, texts[name])
    sources = [(file, declaration)]
    if "include" in declaration:
        included = os.path.normpath(os.path.join(os.path.dirname(file), declaration["include"]))
        sources.append((included, read(included)))
    for source, content in sources:
        for pattern in content.get("patterns", []) + content.get("lists", []):
            if not pattern.get("cue"):
                patterns[source, pattern["id"]].add(name)
assert patterns
bare = [key for key, plugins in patterns.items()
        if not any(key[1] in shown[plugin] for plugin in plugins)]
assert not bare, bare
PYTHON
}

same_tables() {
    lapidary run --quiet -o plain --engine plain "$@"
    lapidary run --quiet -o anchored "$@"
    for table in plain/*.csv; do
        cmp "$table" "anchored/${table#plain/}"
    done
}

@test "both engines make the same tables of the examples" {
    same_tables "${listings[@]}"
    [ "$(wc -l <plain/speedups.csv)" -gt 1 ]
}

@test "both engines make the same tables of real abstracts" {
    corpus=$top/../shared/corpora/arxiv_snapshot_25k.jsonl.gz
    [ -f "$corpus" ] || skip "there is no ../shared/corpora"
    gzip -dc "$corpus" | head -n 3000 >papers.jsonl
    same_tables --reader jsonl:comments=comments papers.jsonl
    [ "$(wc -l <plain/datasets.csv)" -gt 1000 ]
}

@test "a made-up facet without code is run beside the shipped ones" {
    ends_with 0 lapidary test --plugin-path "$top/docs/plugins" licenses
    [[ $output == *"ok 1 - licenses"* && $output != *"not ok"* ]]
}

@test "the factor of a percentage has no noise of binary fractions" {
    printf '{"title": "T", "abstract": "It cuts %s by %s%%."}\n' memory 99 bandwidth 99.9 latency 70.8 >papers.jsonl
    lapidary run --quiet -o tables papers.jsonl
    [ "$(cut -d, -f11,12 tables/savings.csv | tail -n +2 | tr '\n' ' ')" = "%,100 %,1000 " ]
    [ "$(cut -d, -f11,12 tables/speedups.csv | tail -n 1)" = "%,3.42465753424658" ]
}

# Each new name was once sought in all of the text again, which took as long as a hundred such texts.
@test "a long document with thousands of names takes no longer than its length asks for" {
    awk 'BEGIN {
        printf "{\"title\": \"Stones\", \"abstract\": \""
        for (i = 0; i < 3000; i++) {
            name = sprintf("%c%c%dQA", 65 + i % 26, 97 + i / 26 % 26, i)
            printf "We train on the %s-Slate dataset. We test on %s-Slate, %s and %s-Chert. ", name, name, name, name
        }
        print "\"}"
    }' >long.jsonl
    ends_with 0 lapidary run --plugins datasets --row-limit 20000 long.jsonl -o out
    [ "$(wc -l <out/datasets.csv)" = 12001 ]
}

# From each number on, all that follow were once read as the thousands of one, and tried backwards.
@test "a long list of numbers of three digits without spaces is no number, and costs no rows" {
    awk 'BEGIN {
        printf "{\"title\": \"Seeds\", \"abstract\": \"The seeds are "
        for (i = 0; i < 50000; i++) printf "%d,", 100 + i % 900
        print "7. Our 7B model is 2.5x faster and needs 3x less memory.\"}"
    }' >list.jsonl
    ends_with 0 lapidary run --plugins model_sizes,savings,speedups list.jsonl -o out
    [ "$(cut -d, -f8 out/model_sizes.csv out/savings.csv out/speedups.csv | grep -v match | tr '\n' ' ')" = "7B 3x 2.5x " ]
}

# Each figure was once held against all others of its sentence, and against all that they are compared
# with: half an hour for what takes a tenth of a second.
@test "a sentence of thousands of figures takes no longer than its length asks for" {
    awk 'BEGIN {
        printf "{\"title\": \"Saws\", \"abstract\": \"It is 2x faster "
        for (i = 0; i < 20000; i++) printf "than, "
        for (i = 0; i < 20000; i++) printf "%dx faster ", 3 + i % 5
        print "\"}"
    }' >figures.jsonl
    cuts_in_time 60 savings,speedups figures.jsonl
    [ "$(wc -l <out/speedups.csv)" = 20002 ]
}

# From each figure and each processor the whole text was once read back to a space.
@test "a text without spaces is read back from none of its figures as a whole" {
    cuts_repeated 60 hardware,model_sizes "The " 30000 "Llama-7B-A100-" "nodes."
    [ "$(wc -l <out/hardware.csv)" = 30001 ]
}

# For each end of a name in it the whole text was once read.
@test "a text without spaces is no name, whatever ends of names are in it" {
    cuts_repeated 25 datasets "The GravelVQA task and " 30000 "flintVQA-9MNIST" "s."
    [ "$(cut -d, -f8 out/datasets.csv | tr '\n' ' ')" = "match GravelVQA " ]
}

# Against a long name each word that could end what it stands for was once held letter by letter.
@test "a known name that goes on without an end stands for no words behind it" {
    awk 'BEGIN {
        printf "{\"title\": \"Slates\", \"abstract\": \"We use ImageNet-"
        for (i = 0; i < 100000; i++) printf "A"
        printf ": "
        for (i = 0; i < 100000; i++) printf "A "
        print "and MNIST.\"}"
    }' >known.jsonl
    cuts_in_time 10 datasets known.jsonl
    [ "$(cut -d, -f8 out/datasets.csv | tr '\n' ' ')" = "match MNIST " ]
}

# Signs beyond ASCII count as letters: from each unit the whole text was once read back as one word.
@test "units between signs of times are read back to no more than a word" {
    cuts_repeated 10 model_sizes "A net of 7B parameters, and " 60000 "million×" " more."
    [ "$(cut -d, -f8 out/model_sizes.csv | tr '\n' ' ')" = "match 7B " ]
}

# Names were once found by two of their letters: each mention was held against all that begin alike.
@test "thousands of names that begin alike are told apart by their ends" {
    awk 'BEGIN {
        printf "{\"title\": \"Stones\", \"abstract\": \""
        for (i = 0; i < 32000; i++) printf "X%c%c%cY and ImageNet ", 65 + i % 26, 65 + i / 26 % 26, 65 + i / 676 % 26
        print "\"}"
    }' >alike.jsonl
    cuts_in_time 25 datasets alike.jsonl
    [ "$(grep -c "ImageNet XBBBY" out/datasets.csv)" -ge 1 ]
}

# From each name that leads to a list the whole list was once read, to its end.
@test "a list as long as its document is not read to its end from each of its names" {
    cuts_repeated 60 datasets "We train on Q0Bench" 39999 ", both Q%dBench" "."
    [ "$(wc -l <out/datasets.csv)" = 40001 ]
}

# At each of its mentions all others were once looked at to judge it.
@test "a name that a long document says forty thousand times is judged once" {
    cuts_repeated 60 datasets "" 40000 "We train on the Slatebed dataset. " ""
    [ "$(wc -l <out/datasets.csv)" = 40001 ]
}

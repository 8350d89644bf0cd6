#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The author's tools on a facet of their own: test, explain and score.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    mkdir -p mine/weights
    cat >mine/weights/table.yaml <<'TEXT'
table: weights
title: Weights of stones
columns:
  - {name: carat, type: number, required: true, minimum: 0.1, scored: number, doc: The weight.}
  - {name: stone, type: string, scored: text, doc: The stone.}
TEXT
    cat >mine/weights/words.yaml <<'TEXT'
stones:
  names: |
    Ruby = Rubies
words:
  cue: {role: carat, within: 5}
  names: |
    Flint
TEXT
    cat >mine/weights/weights.yaml <<'TEXT'
plugin: weights
kind: extractor
version: 1.0.0
does: Weights.
facet: weights
schema: table.yaml
object: captures
patterns:
  - {id: weight, role: weight, regex: '(?<carat>\d+(?:\.\d+)?) carats?(?: (?<stone>[a-z]+))?'}
  - {id: figure, role: figure, regex: '(?<carat>\d+(?:\.\d+)?) ca'}
  - {id: word, role: carat, regex: 'carats?', cue: record}
values:
  carat: {capture: carat, convert: number}
  stone: {capture: stone}
examples:
  - abstract: A 2.5 carat beryl.
    rows: [{match: 2.5 carat beryl, carat: 2.5, stone: beryl}]
counterexamples:
  - abstract: A carat is a weight.
TEXT
}

weights() {
    lapidary "$@" --plugin-path mine
}

@test "test proves the examples of one's own plugin" {
    ends_with 0 weights test weights
    [ "${lines[0]}" = 1..2 ]
    [ "${lines[1]}" = "ok 1 - weights: example at line 16" ]
    [ "${lines[2]}" = "ok 2 - weights: counterexample at line 19" ]
}

@test "test shows a wrong row under the wanted one, column by column" {
    sed -i 's/carat: 2.5, stone: beryl/carat: 3.5, stone: beryl/' mine/weights/weights.yaml
    ends_with 1 weights test weights
    [ "${lines[1]}" = "not ok 1 - weights: example at line 16" ]
    [ "${lines[2]}" = "#   mine/weights/weights.yaml:16" ]
    [ "${lines[3]}" = "#   row 1" ]
    [[ ${lines[4]} =~ ^"#           match            carat  stone"\ *$ ]]
    [[ ${lines[5]} =~ ^"#   wanted  2.5 carat beryl  3.5    beryl"\ *$ ]]
    [[ ${lines[6]} =~ ^"#   made    2.5 carat beryl  2.5    beryl"\ *$ ]]
    [[ ${lines[7]} =~ ^"#"\ +"^"\ *$ ]]
}

@test "test tells a cell that nobody asked for, and a number that is a little off" {
    sed -i 's/carat: 2.5, stone: beryl/carat: 2.5/' mine/weights/weights.yaml
    ends_with 1 weights test weights
    sed -i 's/{match: 2.5 carat beryl, carat: 2.5/&001, stone: beryl/' mine/weights/weights.yaml
    ends_with 1 weights test weights
    sed -i 's/carat: 2.5001/carat: 2.50/' mine/weights/weights.yaml
    ends_with 0 weights test weights
}

@test "test tells a missing and a needless row" {
    sed -i 's/A 2.5 carat beryl\./A beryl./; s/A carat is/A 3 carat is/' mine/weights/weights.yaml
    ends_with 1 weights test weights
    [[ $output == *"row 1, which is not made"* ]]
    [[ $output == *"row 1, which is not wanted"* ]]
}

@test "test --json gives the same for machines" {
    ends_with 0 weights test --json weights
    python3 - "$output" <<'PYTHON'
import json, sys
first, second = json.loads(sys.argv[1])
assert first["is_proved"] and not first["is_counterexample"] and first["line"] == 16
assert first["wanted"] == [{"match": "2.5 carat beryl", "carat": "2.5", "stone": "beryl"}]
assert first["made"][0]["start"] == "2" and first["made"][0]["pattern"] == "weight"
assert second["is_proved"] and second["is_counterexample"] and second["made"] == []
PYTHON
}

@test "test of an unknown plugin is wrong usage" {
    ends_with 2 weights test wieghts
    [[ $output == "lapidary: test: there is no plugin 'wieghts'; did you mean 'weights'?" ]]
}

@test "test of a named plugin minds no other that is wrong" {
    mkdir mine/broken
    echo 'plugin: broken' >mine/broken/broken.yaml
    ends_with 0 weights test weights
    [ "${lines[0]}" = 1..2 ]
    ends_with 0 weights test jsonl
    ends_with 2 weights test
    [[ $output == *"mine/broken/broken.yaml:"* ]]
}

@test "of two plugins of one facet one is taken in the way that the command has" {
    cp -r mine/weights mine/heavies
    sed -i 's/^plugin: weights/plugin: heavies/' mine/heavies/weights.yaml
    mv mine/heavies/{weights,heavies}.yaml
    mkdir gold
    both="mine/weights/weights.yaml: cuts the facet 'weights', which mine/heavies/heavies.yaml cuts too"
    ends_with 2 weights list
    [[ $output == *"lapidary: $both; give one of them another facet"* ]]
    ends_with 2 weights test
    [[ $output == "lapidary: $both; take one of them by its name" ]]
    ends_with 0 weights test heavies
    ends_with 2 weights score gold mine
    [[ $output == "lapidary: $both; take one of them with --plugin" ]]
    ends_with 2 weights run -o out "$BATS_TEST_DIRNAME"
    [[ $output == "lapidary: $both; take one of them with --plugins" ]]
}

@test "show tells how each pattern is searched, which is slow, and what that costs" {
    sed -i "/^values:/i\\
  - {id: held, role: figure, regex: '[a-z]+ [a-z]+ish beryl'}\\
  - {id: named, role: figure, regex: '([a-z]+) or \\\\1', anchor: {text: ' or ', within: 9}}\\
  - {id: slow, role: figure, regex: '([a-z]+) \\\\1'}\\
  - {id: tied, role: figure, regex: '(?:\\\\G|[a-z]) or', anchor: {text: ' or', within: 1}}\\
  - {id: brief, role: figure, regex: '([a-z]+) and \\\\1', cue: sentence, anchor: {text: ' and ', within: 9}}" \
        mine/weights/weights.yaml
    ends_with 0 weights show weights
    # way PATTERN WORDS: what is said of it, two lines below its name
    way() {
        [[ $(grep -A 2 "^  $1: " <<<"$output" | tail -n 1) == "    ($2)" ]] || { echo "$output"; false; }
    }
    [[ $output == *"(tried only where it can begin, by three bytes about "*" times in a million bytes)"* ]]
    way held "searched anywhere before 'ish beryl'"
    way named "searched at most 36 bytes before ' or ', the anchor that the declaration names"
    way slow "slow: PCRE2 goes over every byte of every text for it, and one such pattern can cost as much as \
all others together; let it begin with something rarer, or name an anchor"
    way tied "slow: PCRE2 goes over every byte of every text for it, and one such pattern can cost as much as \
all others together; let it begin with something rarer"
    way brief "slow: PCRE2 goes over every byte of a match's sentence for it; let it begin with something rarer"
}

@test "explain tells rows, captures, overlaps and cues" {
    ends_with 0 weights explain weights --text 'A 2 carat beryl.'
    [[ $output == *"weight (pattern, line 9)"* ]]
    [[ $output == *"  abstract 2-15 '2 carat beryl', carat '2', stone 'beryl'"* ]]
    [[ $output == *"    row: abstract 2-15 '2 carat beryl', carat 2, stone beryl"* ]]
    [[ $output == *"    dropped, overlap: abstract 2-6 '2 ca', carat 2; it yields to abstract 2-15"* ]]
    [[ $output == *"word, a cue (pattern, line 11)"* ]]
    [[ $output != *$'\033'* ]]
    ends_with 0 lapidary explain speedups --text 'Où? It runs 2.9× faster.'
    [[ $output == *"  abstract 12-16 '2.9×'"* ]]
}

@test "explain tells how far a pattern came that matched nowhere" {
    ends_with 0 weights explain weights --text 'It has 20 cases.'
    [[ $output == *"it came furthest at abstract 7-12 '20 ca' and then wanted r"* ]]
    ends_with 0 weights explain weights --text 'None.'
    [[ $output == *"not searched: nothing stands here that it could be a cue of"* ]]
}

@test "explain tells first of what matched" {
    ends_with 0 lapidary explain speedups --text 'Once, as a baseline 2 runs; it is 2.9x faster by half.'
    [[ ${output%%it came furthest*} == *"'2.9x'"*"    row: "*"speed, a cue (pattern,"*"'faster'"* ]]
    [[ ${output#*it came furthest} == *"it came furthest"* ]]
    [[ ${output#*it came furthest} != *"    row: "* ]]
    [[ ${output#*it came furthest} != *"'faster'"* ]]
}

@test "a cue of a sentence is sought where a match begins, and nowhere else" {
    sed -i 's/cue: record/cue: sentence/' mine/weights/weights.yaml
    ends_with 0 weights show weights
    [[ $output == *"word: role carat, in title, abstract, a cue in a match's sentence"* ]]
    ends_with 0 weights explain weights --text 'It has 20 cases. A carat.'
    [[ $output == *"word, a cue (pattern, line 11)"*"not in a sentence where something stands that it could be a cue of"* ]]
    ends_with 0 weights explain weights --text 'A carat. 20 cases are a carat.'
    [[ $output == *"word, a cue (pattern, line 11)"*"  abstract 24-29 'carat'"* ]]
    [[ $output != *"abstract 2-7 'carat'"* ]]
    ends_with 0 weights explain weights --text 'It has 20 cases. A cart.'
    [[ $output == *"word, a cue (pattern, line 11)"*"it came furthest at abstract 19-22 'car' and then wanted a"* ]]
}

# takes_in TEXT: 100,000 times in one abstract, it makes so many rows before a plugin takes too long
takes_in() {
    awk -v text="$1" 'BEGIN {
        printf "{\"title\": \"Stones\", \"abstract\": \""
        for (i = 0; i < 100000; i++) printf "%s", text
        print "\"}"
    }' >many.jsonl
    ends_with 0 weights run --plugins weights --row-limit 200000 many.jsonl -o out
    [ "$(wc -l <out/weights.csv)" = 100001 ]
}

# Each is looked up among all for its cue: one after the other that took longer than a plugin may.
@test "a cue of a sentence is found in a text of a hundred thousand sentences" {
    sed -i 's/cue: record/cue: sentence/' mine/weights/weights.yaml
    takes_in "A 2 carat beryl. "
}

# For each sentence the rest of the text was once searched.
@test "a slow cue of a sentence is sought in the sentence, and not behind it" {
    sed -i "s/regex: 'carats?', cue: record/regex: '(\\\\w+) or \\\\1', cue: sentence/" mine/weights/weights.yaml
    grep -q 'or .1.*cue: sentence' mine/weights/weights.yaml
    takes_in "A 2 carat beryl. "
}

# For each sentence the whole text was once looked through for a Kelvin sign or a long s, which are a k
# and an s where the case does not count.
@test "a cue of a sentence with an s in any case takes no longer in a text of many long sentences" {
    sed -i 's/cue: record/cue: sentence, case: any/' mine/weights/weights.yaml
    takes_in "A 2 carat beryl is heavier than one would think by its size alone. "
}

# One after the other that took longer than a plugin may.
@test "the cue of a name is sought beside it in a text of two hundred thousand names and cues" {
    sed -i "/^values:/i lists: [{id: known, role: stone, file: words.yaml}]" mine/weights/weights.yaml
    takes_in "Flint is far away from 2 carats, and "
}

# knows_all FORMAT: 80,000 names that are numbered so, all of which one abstract holds
knows_all() {
    awk -v format="$1" 'BEGIN {
        print "stones:\n  names: |"
        for (i = 0; i < 80000; i++) printf "    " format "\n", i
    }' >mine/weights/names.yaml
    awk -v format="$1" 'BEGIN {
        printf "{\"title\": \"Stones\", \"abstract\": \""
        for (i = 0; i < 80000; i++) printf format " ", i
        print "\"}"
    }' >many.jsonl
    ends_with 0 weights run --force --plugins weights --row-limit 200000 many.jsonl -o out
    [ "$(wc -l <out/weights.csv)" = 80001 ]
}

# They were once looked through one after the other, at each place where one begins.
@test "names of one beginning are told apart, however many they are" {
    sed -i 's/ required: true,//' mine/weights/table.yaml
    sed -i "/^values:/i lists: [{id: known, file: names.yaml}]" mine/weights/weights.yaml
    knows_all "Tourmaline-%05d"
    knows_all "Tourmaline-%05d-standard"
    knows_all "A %05d"
}

@test "explain tells what a schema refuses" {
    ends_with 0 weights explain weights --text 'A 0.01 carat beryl.'
    [ "${lines[-1]}" = "dropped, all rows of the record: column 'carat' was given 0.01, which is below its minimum 0.1" ]
}

@test "explain tells of a name without its cue" {
    sed -i "/^values:/i lists: [{id: known, role: stone, file: words.yaml}]" mine/weights/weights.yaml
    ends_with 0 weights explain weights --text 'Flint and 3 carats.'
    [[ $output == *"known (name list, line 12)"* ]]
    [[ $output == *"abstract 0-5 'Flint', name 'Flint'"* ]]
    [[ $output == *"dropped, name list: the cue that this name asks for is not near"* ]]
    ends_with 0 weights explain weights --text 'Two Rubies of 3 carats.'
    [[ $output == *"abstract 4-10 'Rubies', name 'Ruby'"* ]]
    # A cue is looked for beside the name that asks for one.
    ends_with 0 weights explain weights --text 'Flint is heavy.'
    [[ $output != *"not searched"* ]]
}

@test "explain takes a record out of an input" {
    printf '{"title": "One"}\n\n{"title": "Two", "abstract": "A 4 carat opal."}\n' >in.jsonl
    ends_with 0 weights explain weights in.jsonl --record 2
    [[ $output == *"  title: Two"* && $output == *"carat 4, stone opal"* ]]
    ends_with 3 weights explain weights in.jsonl --record 3
    [[ $output == *"in.jsonl: there is no record 3; they count from 1"* ]]
    mkdir in
    ends_with 2 weights explain weights in
    [[ $output == *"'in' holds 0 files; name one of them"* ]]
    ends_with 2 weights explain weights none.jsonl
    [[ $output == *"none.jsonl: the input cannot be found"* ]]
    ends_with 2 weights explain weights in.jsonl --reader jsno
    [[ $output == *"there is no reader 'jsno'"* ]]
}

@test "explain refuses a wrong question" {
    ends_with 2 weights explain
    [[ $output == *"name a plugin"* ]]
    ends_with 2 weights explain weights
    [[ $output == *"give either --text TEXT or an input"* ]]
    ends_with 2 weights explain weights --text x in.jsonl
    ends_with 2 weights explain weights --text ' '
    [[ $output == *"there is nothing to explain"* ]]
    ends_with 2 weights explain jsonl --text x
    [[ $output == *"'jsonl' is a reader"* ]]
    for number in 0 '' ' 1' +1 1e3 18446744073709551616; do
        ends_with 2 weights explain weights in.jsonl --record "$number"
        [[ $output == *"--record: '$number' is no number from 1"* ]]
    done
    for option in --record=1 --reader=text; do
        ends_with 2 weights explain weights --text x "$option"
        [[ $output == *"--record and --reader are for an input; leave them out"* ]]
    done
    ends_with 2 weights explain weights in.jsonl more --record 1
}

# is_plain TEXT: no control character stands in it but line ends
is_plain() {
    ! LC_ALL=C grep '[[:cntrl:]]' <<<"$1"
}

@test "control characters of declarations and abstracts do not reach the terminal" {
    sed -i 's/^does: .*/does: "Weights\\e[31m."/' mine/weights/weights.yaml
    sed -i 's/A carat is a weight\./"A carat \\e[2J is a weight."/' mine/weights/weights.yaml
    ends_with 0 weights show weights
    is_plain "$output"
    [ "${lines[1]}" = 'Weights\x1b[31m.' ]
    [[ $output == *'A carat \x1b[2J is a weight.'* ]]
    ends_with 0 weights list
    is_plain "$output"
    [[ $output == *'Weights\x1b[31m.'* ]]
    ends_with 0 weights explain weights --title $'\e[2J' --text $'A 2.5 carat \e[31mberyl, 3 carat beryl\e[m.'
    is_plain "$output"
    [[ $output == *"abstract: A 2.5 carat \x1b[31mberyl"* ]]
    weights run --quiet --plugins weights -o out - <<<$'{"title": "One", "abstract": "A 4 carat opal\\u001b[2J"}'
    mkdir gold
    printf 'source,record,title\n-,1,One\n' >gold/records.csv
    sed '1!{s/,4,opal,/,5,opal,/;s/A 4/\x1b[2J A 4/}' out/weights.csv >gold/weights.csv
    ends_with 0 weights score --misses gold out
    is_plain "$output"
    [[ $output == *"marked '5', found '4'"* ]]
}

@test "test stays TAP whatever stands in an example" {
    sed -i 's/because: .*//; s/A carat is a weight\./"A 3 carat"\n    because: "it is\\nok 7 none"/' mine/weights/weights.yaml
    sed -i 's/stone: beryl}\]/stone: "be\\nryl"}]/' mine/weights/weights.yaml
    ends_with 1 weights test weights
    [[ $output == *'counterexample at line 19, it is\nok 7 none'* ]]
    [ "$(grep -vc '^1\.\.2$\|^not ok [12] - \|^#' <<<"$output")" -eq 0 ]
}

# A run of one's own plugin over two records, and what a reader marked in them.
marked() {
    printf '%s\n' '{"title": "One", "abstract": "A 4 carat opal and a 5 carat onyx."}' \
        '{"title": "Two", "abstract": "A 6 carat jet."}' '{"title": "3 carats unread"}' >in.jsonl
    weights run --quiet --plugins weights -o out in.jsonl
    mkdir gold
    printf 'source,record,title\nelsewhere/in.jsonl,1,One\nin.jsonl,2,Two\n' >gold/records.csv
    cat >gold/weights.csv <<'TEXT'
source,record,title,field,start,end,match,carat,stone,context
in.jsonl,1,One,abstract,2,9,4 carat,4,OPAL,"A 4 carat, so"
in.jsonl,1,One,abstract,21,28,5 carat,50,onyx,
in.jsonl,2,Two,title,0,3,Two,1,,
TEXT
}

@test "score pairs rows by place and compares the scored columns" {
    marked
    ends_with 0 weights score gold out
    [ "${lines[0]}" = "facet          gold found | span P      R     F1 | valueP      R     F1" ]
    [ "${lines[1]}" = "weights           3     3 |  0.667  0.667  0.667 |  0.333  0.333  0.333" ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "score --misses lists what was missed, unequal and wrong" {
    marked
    ends_with 0 weights score gold out --misses --plugin weights
    [[ $output == *"missed  in.jsonl 2 title 'Two'"* ]]
    [[ $output == *"unequal in.jsonl 1 abstract '5 carat'"* ]]
    [[ $output == *"carat: marked '50', found '5'"* ]]
    [[ $output == *"wrong   in.jsonl 2 abstract '6 carat jet'"* ]]
    [[ $output != *unread* ]]
}

# scores MARKED FOUND SCORE: of the first record's abstract, with such spans and carats, ones a line
scores() {
    local header=source,record,title,field,start,end,match,carat,stone,context
    printf '%s\n' "$header" "${1:+in.jsonl,1,One,abstract,${1//;/,,
in.jsonl,1,One,abstract,},,}" | sed '/^$/d' >gold/weights.csv
    printf '%s\n' "$header" "${2:+in.jsonl,1,One,abstract,${2//;/,,
in.jsonl,1,One,abstract,},,}" | sed '/^$/d' >out/weights.csv
    local line
    line=$(weights score gold out | tail -n 1)
    [ "$line" = "weights       $3" ] || { echo "$line"; return 1; }
}

@test "score pairs a row with what overlaps it most, each once, and nothing with nothing" {
    marked
    scores "0,9,,4" "0,2,,5;2,9,,4" "    1     2 |  0.500  1.000  0.667 |  0.500  1.000  0.667"
    scores "0,4,,4;4,9,,4" "0,9,,4" "    2     1 |  1.000  0.500  0.667 |  1.000  0.500  0.667"
    scores "0,4,,4" "4,9,,4" "    1     1 |  0.000  0.000  0.000 |  0.000  0.000  0.000"
    scores "" "" "    0     0 |  1.000  1.000  1.000 |  1.000  1.000  1.000"
}

# weighs CARAT FILE: a table of one row with that in its number's column
weighs() {
    printf '%s\n' source,record,title,field,start,end,match,carat,stone,context \
        "in.jsonl,1,One,abstract,2,9,4 carat,$1,opal," >"$2"
}

@test "score compares as texts what are no numbers in a number's column" {
    marked
    while IFS=, read -r marked found right; do
        weighs "$marked" gold/weights.csv
        weighs "$found" out/weights.csv
        ends_with 0 weights score gold out
        [[ ${lines[1]} == *"|  1.000  1.000  1.000 |  $right "* ]] ||
            { echo "'$marked' and '$found': ${lines[1]}"; return 1; }
    done <<'TEXT'
4,4.0000001,1.000
4000000,4000001,1.000
4,four,0.000
four,4,0.000
four,,0.000
,four,0.000
four,five,0.000
four,Four,1.000
,,1.000
TEXT
}

@test "score says where a table is not there, and refuses what is none" {
    marked
    rm out/weights.csv
    ends_with 0 weights score gold out
    [ "${lines[1]}" = "weights           3     - | no table" ]
    ends_with 2 weights score nowhere out
    [[ $output == *"nowhere/records.csv: No such file or directory"* ]]
    ends_with 2 weights score gold nowhere
    [ "$output" = "lapidary: nowhere: No such file or directory; name the folder of a run's tables" ]
    ends_with 2 weights score gold gold/records.csv
    [[ $output == "lapidary: gold/records.csv: Not a directory; "* ]]
    ends_with 2 weights score gold
    [[ $output == *"give two folders"* ]]
    printf 'a,b\n1,2,3\n' >out/weights.csv
    ends_with 2 weights score gold out
    [[ $output == *"out/weights.csv: row 1 has more cells than the header"* ]]
}

@test "score tells of a facet that was asked for and is not marked" {
    marked
    mv gold/weights.csv .
    ends_with 2 weights score gold out
    [ "$output" = "lapidary: gold: holds no table of a facet; name a folder with FACET.csv, marked by hand" ]
    ends_with 2 weights score gold out --plugin weights
    [[ $output == *"lapidary: gold/weights.csv: No such file or directory; name a folder that holds it"* ]]
}

@test "score refuses a table without what its rows are paired by" {
    marked
    cp -r gold good
    while IFS='|' read -r file change told; do
        rm -r gold
        cp -r good gold
        sed -i "$change" "gold/$file.csv"
        ends_with 2 weights score gold out
        [[ $output == *"lapidary: gold/$file.csv: $told"* ]] ||
            { echo "$file, $change: $output"; return 1; }
    done <<'TEXT'
weights|1s/start/begin/|has no column 'start'; name it in the first line
weights|s/,/;/g|has no column 'source'; name it in the first line
weights|d|has no column 'source'; name it in the first line
weights|3s/,21,28,/,21,x,/|row 2: 'x' in column 'end' is no whole number; correct it
weights|4s/,0,3,/,-1,3,/|row 3: '-1' in column 'start' is no whole number; correct it
weights|$s/$/\n"in.jsonl/|row 4: '' in column 'start' is no whole number; correct it
records|1s/record/number/|has no column 'record'; name it in the first line
TEXT
    sed -i '1s/end/until/' out/weights.csv
    ends_with 2 weights score good out
    [[ $output == *"out/weights.csv: has no column 'end'"* ]]
}

@test "score agrees with the marked listings' own measure" {
    shared=$top/../shared
    [ -f "$shared/gold/score.py" ] || skip "there is no ../shared/gold"
    lapidary run --quiet -o out "$shared"/listings/*.txt "$shared/gold/hf_2025.jsonl"
    # Make them differ from perfect: every fifth row goes, every seventh gets another value.
    for table in out/*.csv; do
        awk 'NR == 1 || NR % 5' "$table" | sed '1!{0~7s/,\([0-9]\)/,9\1/g}' >new && mv new "$table"
    done
    cp -r "$shared/gold" gold
    chmod -R u+w gold
    python3 gold/score.py out | sort >theirs
    lapidary score gold out | sort >ours
    diff theirs ours
}

#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# lapidary run where all is well: inputs, readers, options, tables, and what is said of them.
# shellcheck disable=SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load words

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    place_words
    cat >papers.jsonl <<'TEXT'
{"id": "p1", "title": "A blue ring", "abstract": "It is  red, and a\tcube is green."}
{"id": "p2", "title": "Nothing here", "abstract": "Nor here."}
{"id": "p3", "title": "Rings", "abstract": "Twelve rings."}
TEXT
}

header=record_id,source,record,title,field,start,end,match,word,letters,kind,pattern,context

# sources: what stands in the column `source` of records.csv
sources() {
    rows_of out/records.csv | cut -d, -f2 | tr '\n' ' '
}

# verified: every table is in manifest.json, and has the digest that it says
verified() {
    sed -n '/"tables"/,$p' out/manifest.json | awk -F'"' '
        $2 == "name" { name = $4 }
        $2 == "sha256" { print $4 "  out/" name ".csv" }' >digests
    same "$(printf '%s\n' out/*.csv | sort)" "$(cut -d ' ' -f 3- digests | sort)"
    sha256sum --check --quiet digests
}

# ---- The tables ----

@test "a run writes what it finds, and all that the contract names" {
    cuts 0 papers.jsonl
    same "datapackage.json manifest.json records.csv rejects.csv run.json words.csv " "$(files out)"
    same "$header
p1,papers.jsonl,1,A blue ring,title,2,6,blue,blue,4,colour,colour,A blue ring
p1,papers.jsonl,1,A blue ring,title,7,11,ring,ring,4,shape,shape,A blue ring
p1,papers.jsonl,1,A blue ring,abstract,6,9,red,red,3,colour,colour,\"It is red, and a cube is green.\"
p1,papers.jsonl,1,A blue ring,abstract,17,21,cube,cube,4,shape,shape,\"It is red, and a cube is green.\"
p1,papers.jsonl,1,A blue ring,abstract,25,30,green,green,5,colour,colour,\"It is red, and a cube is green.\"
p3,papers.jsonl,3,Rings,title,0,4,Ring,Ring,4,shape,shape,Rings
p3,papers.jsonl,3,Rings,abstract,7,11,ring,ring,4,shape,shape,Twelve rings." "$(cat out/words.csv)"
    same "record_id,source,record,line,title,authors_count,organization,published,comments,url,duplicate_of
p1,papers.jsonl,1,1,A blue ring,,,,,,
p2,papers.jsonl,2,2,Nothing here,,,,,,
p3,papers.jsonl,3,3,Rings,,,,,," "$(cat out/records.csv)"
    same "source,record,line,stage,plugin,pattern,reason" "$(cat out/rejects.csv)"
    verified
}

@test "the same run writes the same bytes, but for run.json" {
    cuts 0 papers.jsonl
    mv out first
    sleep 1.1 # another second, for any clock that is in them
    cuts 0 papers.jsonl
    diff -r --exclude run.json first out
    grep -q '"started": "20..-..-..T..:..:..Z"' out/run.json
}

@test "manifest.json says what was run, and nothing that changes" {
    cuts 0 papers.jsonl
    for file in mine/words/{words.so,words.yaml,table.yaml,names.yaml} papers.jsonl; do
        grep -qF "$(sha256sum "$file" | cut -d' ' -f1)" out/manifest.json
    done
    same "3 2 1 0 0" "$(total records) $(total matched) $(total empty) $(total skipped) $(total failed)"
    run ! grep -qE "$(uname -n)|$PWD|$(date +%Y-%m)" out/manifest.json
    grep -qF "\"host\": \"$(uname -n)\"" out/run.json
}

@test "datapackage.json lists every table with its columns" {
    cuts 0 papers.jsonl
    for table in records rejects words; do
        echo "$table.csv sha256:$(sha256sum <"out/$table.csv" | cut -d' ' -f1) $(head -n 1 "out/$table.csv")"
    done >wanted
    python3 -c '
import json
for table in json.load(open("out/datapackage.json"))["resources"]:
    print(table["path"], table["hash"], ",".join(field["name"] for field in table["schema"]["fields"]))' >listed
    diff wanted listed
}

@test "a paper that was read before is marked with the place of the first" {
    sed 's/"p3"/"p4"/' papers.jsonl >again.jsonl
    cuts 0 papers.jsonl again.jsonl
    same "again.jsonl,1,papers.jsonl#1 again.jsonl,2,papers.jsonl#2 again.jsonl,3, " \
        "$(grep ,again.jsonl, out/records.csv | cut -d, -f2,3,11 | tr '\n' ' ')"
}

@test "a paper without an identifier has the digest of its title and abstract" {
    printf '{"title": " A  ring", "abstract": "Blue.\\n"}\n' >bare.jsonl
    cuts 0 bare.jsonl
    same "sha256:$(printf 'A ring\nBlue.' | sha256sum | head -c 16)" "$(rows_of out/records.csv | cut -d, -f1)"
}

@test "cells hold any text" {
    {
        printf '{"id": "1", "title": "=1+1, a \\"blue\\" ring"}\n'
        printf '{"id": "2", "title": "\\u0634\\u0644\\u0648\\u0645 red \\u05e9\\u05dc\\u05d5\\u05dd"}\n'
        printf '{"id": "3", "title": "red %0100000d"}\n' 0
        printf '{"id": "4", "title": "@green\\nring"}\n'
    } >cells.jsonl
    cuts 0 cells.jsonl
    grep -qF '1,cells.jsonl,1,"=1+1, a ""blue"" ring",title,9,13,blue,' out/words.csv
    grep -qF $'2,cells.jsonl,2,\u0634\u0644\u0648\u0645 red \u05e9\u05dc\u05d5\u05dd,title,5,8,red,red,3,' out/words.csv
    grep -F "3,cells.jsonl,3,red $(printf '%0100000d' 0),title,0,3,red," <out/words.csv >/dev/null
    grep -qF '4,cells.jsonl,4,@green ring,title,1,6,green,' out/words.csv
    verified
}

@test "--crlf ends every line of every table with CRLF" {
    cuts 0 papers.jsonl
    mv out plain
    cuts 0 --crlf papers.jsonl
    for table in records rejects words; do
        same "$(cat plain/$table.csv)" "$(sed 's/\r$//' out/$table.csv)"
        same "$(wc -l <plain/$table.csv)" "$(grep -c $'\r$' out/$table.csv)"
    done
    verified
}

@test "--spreadsheet has a byte-order mark, CRLF, and no cell that is a formula" {
    printf '{"id": "=1+1", "title": "@blue"}\n{"id": "2", "title": "-red"}\n' >cells.jsonl
    cuts 0 --spreadsheet cells.jsonl
    for table in records rejects words; do
        same $'\xef\xbb\xbf' "$(head -c 3 out/$table.csv)"
        same "$(wc -l <out/$table.csv)" "$(grep -c $'\r$' out/$table.csv)"
    done
    run ! grep -qE '(^|,)[=@+-]' out/words.csv out/records.csv
    grep -qF "'=1+1,cells.jsonl,1,'@blue," out/words.csv
}

# ---- Compressed inputs ----

@test "a compressed input gives the rows of what it holds" {
    cuts 0 papers.jsonl
    for tool in gzip:gz xz:xz bzip2:bz2 zstd:zst lz4:lz4; do
        command -v "${tool%:*}" >/dev/null || continue
        "${tool%:*}" -c <papers.jsonl >"papers.${tool#*:}"
        tells 0 "" lapidary run --quiet --plugin-path mine -o packed --force "papers.${tool#*:}"
        for table in records words; do
            same "$(cat out/$table.csv)" "$(sed "s/papers\.${tool#*:}/papers.jsonl/" packed/$table.csv)"
        done
        sha256sum "papers.${tool#*:}" | grep -qF "$(sed -n '/"inputs"/,$s/^ *"sha256": "\(.*\)",/\1/p' packed/manifest.json | head -n 1)"
        grep -qx "      \"bytes\": $(stat -c %s "papers.${tool#*:}")," packed/manifest.json
        grep -qx "      \"compression\": \"${tool%:*}\"," packed/manifest.json
        grep -qx "      \"unpacked_bytes\": $(stat -c %s papers.jsonl)," packed/manifest.json
    done
    [ -e papers.gz ]
}

@test "a compressed standard input" {
    gzip -c papers.jsonl >papers.gz
    cuts 0 papers.jsonl
    for cat in "cat papers.gz" "head -c 40 papers.gz; sleep 0.1; tail -c +41 papers.gz"; do
        tells 0 "" bash -c "{ $cat; } | \"\$0\" run --quiet --force --plugin-path mine - -o piped" "$LAPIDARY"
        same "$(cat out/words.csv)" "$(sed 's/,-,/,papers.jsonl,/' piped/words.csv)"
    done
}

# ---- Inputs ----

@test "a folder stands for its files at any depth, in byte order, without hidden ones" {
    mkdir -p pages/b/c pages/.hidden
    for file in B.txt a.txt b/x.txt b/c/y.txt b.txt .secret.txt .hidden/z.txt; do
        echo "A blue ring." >pages/$file
    done
    cuts 0 pages
    same "pages/B.txt pages/a.txt pages/b.txt pages/b/c/y.txt pages/b/x.txt " "$(sources)"
}

@test "inputs stand in the order in which they are named" {
    cp papers.jsonl a.jsonl
    cuts 0 papers.jsonl a.jsonl
    same "papers.jsonl papers.jsonl papers.jsonl a.jsonl a.jsonl a.jsonl " "$(sources)"
}

@test "- is standard input" {
    cuts 0 papers.jsonl
    mv out named
    tells 0 "" bash -c '"$0" run --quiet --plugin-path mine - -o out <papers.jsonl' "$LAPIDARY"
    same "$(sed 's/,papers.jsonl,/,-,/' named/words.csv)" "$(cat out/words.csv)"
}

@test "a pipe is read to its end, and once" {
    seq -f '{"id": "%g", "title": "A blue ring, and many more words to fill the pipe with"}' 3000 >many.jsonl
    mkfifo pipe
    timeout 20 cat many.jsonl >pipe &
    tells 0 "" timeout 20 "$LAPIDARY" run --quiet --plugin-path mine pipe -o out
    same 3000 "$(rows_of out/records.csv | wc -l)"
    tells 0 "" bash -c '"$0" run --quiet --plugin-path mine --force <(cat many.jsonl) -o out' "$LAPIDARY"
    same 3000 "$(rows_of out/records.csv | wc -l)"
}

@test "records that stand across the pieces in which an input is read are whole" {
    seq -f '{"id": "%g", "title": "A blue ring, and many more words so that a few thousand make a megabyte"}' 30000 >many.jsonl
    cuts 0 many.jsonl
    same "30000 60000" "$(rows_of out/records.csv | wc -l) $(rows_of out/words.csv | wc -l)"
    same "$(seq 30000 | sha256sum)" "$(rows_of out/records.csv | cut -d, -f1 | sha256sum)"
    same "$(seq 30000 | sha256sum)" "$(rows_of out/records.csv | cut -d, -f3 | sha256sum)"
}

# ---- Readers ----

@test "the reader is chosen by content and name" {
    printf 'A blue ring.\n\nA red cube.\n' >prose
    cp papers.jsonl no_ending
    cuts 0 prose no_ending papers.jsonl "$top/docs/examples/spaced.txt"
    same "text jsonl jsonl hf_listing " "$(sed -n '/^  "inputs"/,$s/^ *"reader": "\(.*\)",/\1/p' out/manifest.json | tr '\n' ' ')"
}

@test "--reader holds for the inputs that follow it" {
    cp papers.jsonl lines.jsonl
    cp papers.jsonl more.jsonl
    cuts 0 papers.jsonl --reader text:record=line lines.jsonl --reader jsonl:prefix=x: more.jsonl
    same "p1,1 p2,2 p3,3 sha256,1 sha256,2 sha256,3 x:p1,1 x:p2,2 x:p3,3 " \
        "$(rows_of out/records.csv | cut -d, -f1,3 | sed 's/sha256:[0-9a-f]*/sha256/' | tr '\n' ' ')"
}

@test "jsonl: lines, an array, and objects over several lines are the same records" {
    { printf '['; sed '$!s/$/,/' papers.jsonl; printf ']'; } >array.json
    sed 's/, "/,\n "/g' papers.jsonl >objects.json
    for input in papers.jsonl array.json objects.json; do
        cuts 0 --force $input
        same "p1 p2 p3 " "$(rows_of out/records.csv | cut -d, -f1 | tr '\n' ' ')"
        same 7 "$(rows_of out/words.csv | wc -l)"
    done
}

@test "jsonl: objects on one line are as many records with a line end as without, but where each has its own" {
    printf '{"title": "A blue ring"} {"title": "A red cube"}' >open.json
    { cat open.json; echo; } >ended.json
    printf '{"title": "A green ring"}\n%s' "$(cat open.json)" >lines.jsonl
    cuts 1 open.json ended.json lines.jsonl
    same "open.json,1 open.json,2 ended.json,1 ended.json,2 lines.jsonl,1 " \
        "$(rows_of out/records.csv | cut -d, -f2,3 | tr '\n' ' ')"
    rejects "lines.jsonl,2,2,read,jsonl,,broken JSON near column 26 (parse error: trailing garbage); mend the line"
}

@test "jsonl: each record of an array has its own line" {
    printf '[\n{"title": "A blue ring"},\n\n{"title": "A red ring"}\n]\n' >array.json
    cuts 0 array.json
    same "2 4" "$(rows_of out/records.csv | cut -d, -f4 | paste -sd ' ')"
}

@test "jsonl: keys are chosen by options" {
    printf '{"key": 7, "paper": {"name": "A blue ring"}, "text": "All red.", "when": "2024-05-06"}\n' >odd.jsonl
    cuts 0 --reader jsonl:id=key,prefix=odd:,title=paper.name,abstract=text,published=when odd.jsonl
    same "odd:7,odd.jsonl,1,1,A blue ring,,,2024-05-06,,," "$(rows_of out/records.csv)"
    same 3 "$(rows_of out/words.csv | wc -l)"
}

@test "text: a record is a paragraph, a line or a file" {
    printf 'A blue ring\nis red.\n\n\nA green cube.\n' >prose.txt
    for pair in paragraph:2 line:3 file:1; do
        cuts 0 --force --reader text:record=${pair%:*} prose.txt
        same "${pair#*:}" "$(rows_of out/records.csv | wc -l)"
        same 5 "$(rows_of out/words.csv | wc -l)"
    done
    cuts 0 --force --reader text:title=first-line prose.txt
    same "A blue ring A green cube. " "$(rows_of out/records.csv | cut -d, -f5 | tr '\n' ' ')"
}

# ---- Plugins ----

# A second facet beside `words`.
place_colours() {
    cp -r mine/words mine/colours
    mv mine/colours/words.yaml mine/colours/colours.yaml
    sed -i 's/^plugin: words/plugin: colours/; s/^facet: words/facet: colours/' mine/colours/colours.yaml
    sed -i 's/^table: words/table: colours/' mine/colours/table.yaml
}

@test "all plugins that are found take part, and --plugins takes only those that it names" {
    place_colours
    cuts 0 papers.jsonl
    same "$(cat out/words.csv)" "$(cat out/colours.csv)"
    cuts 0 --force --plugins colours papers.jsonl
    [ -e out/colours.csv ]
    [ ! -e out/words.csv ]
    cuts 0 --force --plugins words,colours papers.jsonl
    [ -e out/words.csv ]
    [ -e out/colours.csv ]
}

@test "plugins are found on LAPIDARY_PLUGIN_PATH, which may name several folders" {
    place_colours
    mkdir yours
    mv mine/colours yours/
    export LAPIDARY_PLUGIN_PATH=mine:yours
    tells 0 "" lapidary run --quiet papers.jsonl -o out
    [ -e out/words.csv ]
    [ -e out/colours.csv ]
}

@test "a declaration without an object of its own finds it on the plugin path" {
    mkdir objects
    mv mine/words/words.so objects/
    cuts 0 --plugin-path objects papers.jsonl
    same 7 "$(rows_of out/words.csv | wc -l)"
}

@test "list has a line for each plugin, the same as --json" {
    run --separate-stderr lapidary list --plugin-path mine
    same 0 "$status"
    same "words       extractor  1.0.0    words  Colours and shapes." "${lines[-1]}"
    same "feed hf_links hf_listing jsonl text words" "$(cut -d ' ' -f 1 <<<"$output" | tail -n +2 | paste -sd ' ')"
    tail -n +2 <<<"$output" | tr -s ' ' >listed
    run --separate-stderr lapidary list --plugin-path mine --json
    python3 -c '
import json, sys
for it in json.load(sys.stdin):
    print(it["name"], it["kind"], it["version"], it["facet"] or "-", it["does"])' <<<"$output" | diff listed -
    same '    "name": "words",
    "kind": "extractor",
    "version": "1.0.0",
    "facet": "words",
    "does": "Colours and shapes.",
    "declaration": "mine/words/words.yaml",
    "object": "mine/words/words.so"' "$(sed -n '/"words",/,/"object"/p' <<<"$output" | head -n 7)"
}

@test "list tells of plugins that are refused, and lists the others" {
    place_colours
    sed -i '/^version/d' mine/colours/colours.yaml
    run --separate-stderr lapidary list --plugin-path mine
    same 2 "$status"
    same "lapidary: mine/colours/colours.yaml:2:1: a declaration must have the key 'version'" "$stderr"
    [[ $output == *"words       extractor"* && $output != *colours* ]]
}

@test "show tells the declaration, the columns, the patterns and the examples" {
    run --separate-stderr lapidary show --plugin-path mine words
    same 0 "$status"
    for part in mine/words/words.yaml mine/words/words.so least letters '\b(?<word>(?:blue|green|red))\b' \
        "A blue ring." "match: ring, word: ring, letters: 4, kind: shape" Bluetooth "a part of a word is none"; do
        [[ $output == *"$part"* ]] || { echo "$part"; false; }
    done
}

@test "test proves the examples of a plugin" {
    run --separate-stderr lapidary test --plugin-path mine words
    same 0 "$status"
    same "1..4 4" "${lines[0]} $(grep -c '^ok ' <<<"$output")"
}

# ---- The run declaration ----

@test "every key of a run declaration" {
    place_colours
    sed -i '1s/"abstract"/"text"/' papers.jsonl
    cp papers.jsonl more.jsonl
    mkdir job
    cat >job/job.yaml <<'TEXT'
inputs:
  - ../papers.jsonl
  - {path: ../prose.txt, reader: 'text:record=line'}
  - path: ../more.jsonl
    reader: {name: jsonl, options: {prefix: 'x:'}}
reader: jsonl:abstract=text
plugins:
  words: {least: 5}
plugin-path: [../mine]
output: out
force: true
spreadsheet: false
crlf: true
quiet: true
json: false
record-limit: 1K
TEXT
    { echo "A green ring"; printf 'x%.0s' {1..2000}; echo; } >prose.txt
    mkdir job/out
    : >job/out/words.csv
    tells 1 "" lapidary run --config job/job.yaml
    same "job/../papers.jsonl,1,green job/../prose.txt,1,green " \
        "$(rows_of job/out/words.csv | cut -d, -f2,3,8 | tr '\n' ' ')"
    same "p1,1 p2,2 p3,3 sha256,1 x:p1,1 x:p2,2 x:p3,3 " \
        "$(rows_of job/out/records.csv | cut -d, -f1,3 | sed 's/sha256:[0-9a-f]*/sha256/' | tr '\n' ' ')"
    same "$(printf 'job/../prose.txt,2,2,read,text,,the line has 2000 bytes and the limit is 1024; raise it with --record-limit\r')" \
        "$(rows_of job/out/rejects.csv)"
    [ ! -e job/out/colours.csv ]
}

# Of each its own, so that none is taken for another.
@test "every amount of a run declaration is taken for what it is named" {
    local named='time-limit: 11
memory-limit: 536870912
record-limit: 2097152
unpacked-limit: 3145728
row-limit: 13
fault-limit: 14
match-limit: 1000001
depth-limit: 1000002'
    printf '%s\nworkers: 3\n' "$named" >job.yaml
    cuts 0 --config job.yaml papers.jsonl
    same "$named" "$(sed -n '/"limits": {/,/}/s/^ *"\(.*\)": \([0-9]*\),*$/\1: \2/p' out/manifest.json)"
    grep -q '"workers": 3,' out/run.json
}

@test "the engine of a run declaration is taken" {
    place "$bad/declarations/costly_pattern.yaml" mine/words/words.yaml
    printf '{"id": "1", "title": "A blue rrrrrrrrrr ring"}\n' >costly.jsonl
    cuts 0 --match-limit 100 costly.jsonl
    echo 'engine: plain' >job.yaml
    cuts 1 --force --config job.yaml --match-limit 100 costly.jsonl
    cuts 0 --force --config job.yaml --engine anchored --match-limit 100 costly.jsonl
}

@test "every option has its key in the run declaration" {
    lapidary run --help | sed -n '/^Usage/,$p' | options_of | grep -vx -e --config -e --help -e --resume >options
    [ "$(wc -l <options)" -ge 20 ]
    while read -r option; do
        echo "${option#--}: {}" >job.yaml
        run lapidary run --config job.yaml papers.jsonl -o out
        [[ $output != *"unknown key"* ]] || { echo "$output"; false; }
    done <options
    echo 'option: {}' >job.yaml
    run lapidary run --config job.yaml papers.jsonl -o out
    [[ $output == *"unknown key"* ]]
}

@test "the command line wins over the run declaration" {
    place_colours
    cat >job.yaml <<'TEXT'
inputs: [prose.txt]
plugins: {words: {least: 5}}
plugin-path: [mine]
output: nowhere
json: true
record-limit: 1
TEXT
    : >prose.txt
    tells 0 "" lapidary run --config job.yaml --quiet --record-limit 1M -o out papers.jsonl
    [ ! -e nowhere ]
    same "papers.jsonl papers.jsonl papers.jsonl " "$(sources)"
    same "green" "$(rows_of out/words.csv | cut -d, -f8)"
    tells 0 "" lapidary run --config job.yaml --quiet --record-limit 1M -o out --force --plugins words papers.jsonl
    same "green" "$(rows_of out/words.csv | cut -d, -f8)"
    tells 0 "" lapidary run --config job.yaml --quiet --record-limit 1M -o out --force --plugins colours papers.jsonl
    [ ! -e out/words.csv ]
    [ -e out/colours.csv ]
    echo 'reader: text:record=line' >>job.yaml
    cp papers.jsonl more.jsonl
    tells 0 "" lapidary run --config job.yaml --quiet --record-limit 1M -o mixed papers.jsonl --reader jsonl more.jsonl
    same "sha256,1 sha256,2 sha256,3 p1,1 p2,2 p3,3 " \
        "$(rows_of mixed/records.csv | cut -d, -f1,3 | sed 's/sha256:[0-9a-f]*/sha256/' | tr '\n' ' ')"
    echo "A green ring" >prose.txt
    sed -i 's/^reader: .*/reader: jsonl/; $a sandbox: off' job.yaml
    tells 1 "" lapidary run --config job.yaml --quiet --reader text:record=line --sandbox try -o other
    same "prose.txt,1,1,read,text,,the line has 12 bytes and the limit is 1; raise it with --record-limit" \
        "$(rows_of other/rejects.csv)"
    grep -q '"mode": "try"' other/run.json
}

# ---- What is said at the end and on the way ----

@test "the end tells rows and records of each facet, totals, and the folder" {
    printf '{"id": "4"}\n' >>papers.jsonl
    run --separate-stderr lapidary run --plugin-path mine papers.jsonl -o out
    same 1 "$status"
    same "facet                  rows    records
words                     7          2

4 records read: 2 with rows, 1 empty, 0 skipped, 1 failed
1 rejected: out/rejects.csv says what and why
The tables are in out" "$output"
    same "" "$stderr"
}

@test "--json tells the same as one object" {
    printf '{"id": "4"}\n' >>papers.jsonl
    run --separate-stderr lapidary run --json --plugin-path mine papers.jsonl -o out
    same 1 "$status"
    same '{"facets":[{"facet":"words","rows":7,"records":2}],"records":4,"matched":2,"empty":1,"skipped":0,"failed":1,"rejects":1,"replaced_bytes":0,"output":"out"}' \
        "$(tr -d ' \n' <<<"$output")"
    same "" "$stderr"
}

@test "--quiet prints nothing" {
    cuts 0 papers.jsonl # which asks for just that
}

# typed ARGUMENTS...: what a run shows on a terminal that is its stderr alone
typed() {
    script -qec "'$LAPIDARY' run --plugin-path mine --workers 1 $* >/dev/null" /dev/null </dev/null
}

@test "a run of more than a second shows progress on a terminal, and nothing elsewhere" {
    command -v script || skip "there is no script(1) to make a terminal with"
    place_slow
    for i in {1..6}; do printf 'A blue ring %0600000d\n' "$i"; done >long.txt
    shown=$(typed --reader slow long.txt -o shown)
    grep -qE '[0-9.]+ MB, [0-9]+ records, [0-9.]+ MB/s, [0-9]+%, [0-9]+ s left' <<<"$shown"
    same $'\r\e[K' "${shown: -4}"
    same "" "$(typed papers.jsonl -o short)"
    same "" "$(typed --quiet --reader slow long.txt -o quiet)"
    run --separate-stderr lapidary run --plugin-path mine --reader slow long.txt -o out
    same "" "$stderr"
}

@test "no part of the whole is shown where an input does not say how much it is" {
    command -v script || skip "there is no script(1) to make a terminal with"
    place_slow
    for i in {1..6}; do printf 'A blue ring %0600000d\n' "$i"; done >long.txt
    mkfifo pipe
    echo 'A red cube' >pipe &
    shown=$(typed --reader slow long.txt pipe -o shown)
    grep -qE '[0-9.]+ MB, [0-9]+ records, [0-9.]+ MB/s' <<<"$shown"
    [[ $shown != *%* ]] || { echo "$shown"; false; }
    same 7 "$(rows_of shown/records.csv | wc -l)"
}

@test "the part of the whole is that of what is read" {
    command -v script || skip "there is no script(1) to make a terminal with"
    place_slow
    for i in {1..6}; do printf 'A blue ring %0600000d\n' "$i"; done >long.txt
    truncate -s 1G unknown
    : >empty.txt
    shown=$(typed unknown --reader slow empty.txt long.txt -o out || true)
    rejects 'unknown,,,input,,,"no reader knows what this is; choose one with --reader NAME, or leave the input out"'
    grep -qE ', [1-9][0-9]%, [0-9]+ s left' <<<"$shown"
}

# ---- Replacing a run ----

@test "--force replaces a run, and removes the tables that the new one has not" {
    place_colours
    cuts 0 papers.jsonl
    : >out/mine.txt
    cuts 0 --force --plugins words "$top/docs/examples/spaced.txt"
    same "datapackage.json manifest.json mine.txt records.csv rejects.csv run.json words.csv " "$(files out)"
    verified
}

@test "a killed run leaves the old tables, and the next one can take its place" {
    place_slow
    cuts 0 papers.jsonl
    before=$(cd out && sha256sum -- *)
    printf 'Blue\nRed\nGreen\n' >long.txt
    # A background job's own process, so that no shell stands between.
    "$LAPIDARY" run --quiet --force --plugin-path mine --reader slow long.txt -o out &
    victim=$!
    until [ -e out/.words.csv.part ]; do sleep 0.01; done
    kill -9 "$victim"
    wait "$victim" || true
    same "$before" "$(cd out && sha256sum -- *)"
    verified
    cuts 0 --force papers.jsonl
    same "$(grep -v run.json <<<"$before")" "$(cd out && sha256sum -- * | grep -v run.json)"
    same "datapackage.json manifest.json records.csv rejects.csv run.json words.csv " "$(files out)"
}

@test "nothing stands in the folder under its own name before all is well" {
    place_slow
    printf 'Blue\n' >long.txt
    "$LAPIDARY" run --quiet --plugin-path mine --reader slow long.txt -o out &
    until [ -e out/.words.csv.part ]; do sleep 0.01; done
    [ -z "$(find out -name '[!.]*' -type f)" ]
    wait $! || true
}

# At each phrase of the chrome the rest of its line was once read for the letters that are glued to it.
@test "a listing with a long line of chrome takes no longer than its length asks for" {
    awk 'BEGIN {
        for (i = 0; i < 200000; i++) printf "Subscribe"
        print "\nby AK and the research community\n\nA Title of Stones\n\nWe cut stones. They are fine."
    }' >page.txt
    ends_with 0 timeout -s KILL 60 "$LAPIDARY" run --quiet --workers 0 --reader hf_listing page.txt -o out
    [ "$(cut -d, -f5 out/records.csv | tail -n 1)" = "A Title of Stones" ]
}

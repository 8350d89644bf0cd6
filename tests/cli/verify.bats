#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# `lapidary verify`: what it says of a run that is whole, and of one that is not.
# shellcheck disable=SC2030,SC2031,SC2154 # program.bash and bats set variables
bats_require_minimum_version 1.5.0
load program

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    printf '{"id": "1", "title": "It runs 2.9x faster"}\n{"id": "2", "title": "A \\"quoted\\"\\nline"}\n' >in.jsonl
    lapidary run --quiet --plugins speedups in.jsonl -o out
}

# verifies STATUS [LINE]...: verify ends with that status and prints each of the lines
verifies() {
    local wanted=$1
    shift
    run --separate-stderr lapidary verify ${option:+"$option"} out
    [ "$status" -eq "$wanted" ] || { echo "status $status, not $wanted: $output$stderr"; return 1; }
    for line in "$@"; do
        grep -qxF -- "$line" <<<"$output" || { echo "no '$line' in: $output"; return 1; }
    done
}

# Changes a text of a file that stands once in it.
change() {
    grep -q "$2" "$1" && sed -i "s/$2/$3/" "$1"
}

@test "a whole run is good" {
    verifies 0 'good      manifest.json: 3 tables' 'good      records.csv: 2 rows' \
        'good      rejects.csv: 0 rows' 'good      speedups.csv: 1 rows' \
        'good      datapackage.json: fits the tables' 'good      run.json: fits the tables'
    [ "${#lines[@]}" -eq 6 ]
    [ -z "$stderr" ]
}

@test "a run of the examples, with rejects and for spreadsheets, is good" {
    for options_of_run in --crlf --spreadsheet --quiet; do
        lapidary run --quiet "$options_of_run" --force "$top/docs/examples" -o out
        option=--inputs verifies 0
        run ! grep -v ^good <<<"$output"
    done
    printf 'no JSON\n' >broken.jsonl
    run lapidary run --quiet --force --reader jsonl broken.jsonl -o out
    verifies 0 'good      rejects.csv: 1 rows'
}

@test "a line end within a cell ends no row" {
    name=$'two\nlines.txt'
    echo 'It runs 2.9x faster' >"$name"
    lapidary run --quiet --force --plugins speedups "$name" -o out
    verifies 0 'good      records.csv: 1 rows' 'good      speedups.csv: 1 rows'
}

@test "a changed table is told" {
    printf x | dd of=out/speedups.csv bs=1 seek=30 conv=notrunc status=none
    verifies 1 'changed   speedups.csv: it has another SHA-256' 'good      records.csv: 2 rows'
}

# only_tells FILE DETAIL: verify says that the file was changed, and that all others are good
only_tells() {
    option=--inputs verifies 1 "changed   $1: $2"
    [ "$(grep -cv '^good ' <<<"$output")" -eq 1 ] || { echo "$output"; return 1; }
}

@test "whichever table or input was changed is told, and no other" {
    sed 's/2.9x faster/2x faster on one A100/' in.jsonl >more.jsonl
    echo '{"id": "3", "title": "It needs half the memory"}' >last.jsonl
    inputs=(in.jsonl more.jsonl last.jsonl)
    lapidary run --quiet --force --plugins hardware,savings,speedups "${inputs[@]}" -o out
    option=--inputs verifies 0
    mkdir whole
    for file in out/*.csv "${inputs[@]}"; do
        cp "$file" whole/
        printf x | dd of="$file" bs=1 seek=13 conv=notrunc status=none
        only_tells "${file#out/}" 'it has another SHA-256'
        cp "whole/${file#out/}" "$file"
    done
    [ "$(find whole -type f | wc -l)" -eq 8 ]
    cp out/*.json whole/
    for table in records rejects hardware savings speedups; do
        sed -i "/^ *\"name\": \"$table\"/,/\"bytes\"/s/\"bytes\": /&9/" out/datapackage.json
        only_tells datapackage.json "it does not describe $table.csv as manifest.json does"
        cp whole/datapackage.json out/
    done
    for plugin in hardware savings speedups; do
        sed -i "/^ *\"name\": \"$plugin\"/,/\"rows\"/s/\"rows\": /&9/" out/run.json
        only_tells run.json "it does not account for the plugin $plugin and its rows"
        cp whole/run.json out/
    done
}

@test "a table that is cut short or grew is told" {
    size=$(wc -c <out/speedups.csv)
    truncate -s -1 out/speedups.csv
    verifies 1 "cut short speedups.csv: it has $((size - 1)) bytes where it had $size"
    printf '\n\n' >>out/speedups.csv
    verifies 1 "changed   speedups.csv: it has $((size + 1)) bytes where it had $size"
}

@test "a missing file is told" {
    rm out/speedups.csv out/run.json
    verifies 1 'missing   speedups.csv: No such file or directory' \
        'missing   run.json: No such file or directory'
    ln -s /etc/passwd out/speedups.csv
    mkdir out/run.json
    verifies 1 'changed   speedups.csv: it is a link now' \
        'changed   run.json: it is a folder now'
    rmdir out/run.json
    mkfifo out/run.json
    verifies 1 'changed   run.json: it is no regular file now'
    mv out/manifest.json elsewhere
    ln -s ../elsewhere out/manifest.json
    verifies 1 'changed   manifest.json: it is a link now, so nothing can be checked'
}

@test "a manifest that was changed is told" {
    cp out/manifest.json whole
    change out/manifest.json '"rows": 1,' '"rows": 7,'
    verifies 1 'changed   manifest.json: it counts 7 rows of speedups.csv'
    for key in matched empty skipped failed records; do
        cp whole out/manifest.json
        sed -i "/\"totals\"/,\$s/\"$key\": [0-9]*/\"$key\": 9/" out/manifest.json
        verifies 1 'changed   manifest.json: matched, empty, skipped and failed do not add up to the records'
    done
    cp whole out/manifest.json
    sed -i '/"inputs": \[/,/\]/s/"records": 2/"records": 3/' out/manifest.json
    verifies 1 'changed   manifest.json: the records of the inputs do not add up to those of the run'
    cp whole out/manifest.json
    change out/manifest.json '"rejects": 0' '"rejects": 1'
    verifies 1 'changed   manifest.json: the rejects of the run are not the rows of rejects.csv'
    cp whole out/manifest.json
    change out/manifest.json '"name": "speedups",$' '"name": "..\/speedups",'
    verifies 1
    echo '{}' >out/manifest.json
    verifies 1 'changed   manifest.json: it is no manifest of a run'
    echo '[' >out/manifest.json
    verifies 1 'changed   manifest.json: it is no JSON, so nothing can be checked'
}

@test "a table that another stands in the manifest for is told" {
    rm out/speedups.csv
    sed -i '/"tables"/,$s/"name": "speedups"/"name": "rejects"/' out/manifest.json
    verifies 1 'changed   manifest.json: it names rejects twice' \
        'changed   run.json: it does not account for the plugin speedups and its rows'
}

@test "documents without bottom are no JSON" {
    deep=$(head -c 100000 /dev/zero | tr '\0' '[')
    echo "$deep" >out/run.json
    verifies 1 'changed   run.json: it is no JSON'
    run --separate-stderr lapidary run --quiet --plugins speedups in.jsonl -o out --resume
    [ "$status" -eq 3 ]
    echo "$deep${deep//[/]}" >out/manifest.json
    verifies 1 'changed   manifest.json: it is no JSON, so nothing can be checked'
    lapidary run --quiet --plugins speedups in.jsonl -o out --force
    verifies 0
}

@test "a table that the manifest names and that lies elsewhere is not read" {
    cp out/speedups.csv speedups.csv
    sed -i '/"tables"/,$s/"name": "speedups"/"name": "..\/speedups"/' out/manifest.json
    verifies 1 'changed   manifest.json: a table in it has no name, rows, bytes or sha256'
    run ! grep -qE '^(good|changed|cut short|missing) *\.\.' <<<"$output"
}

@test "documents that do not fit the tables are told" {
    cp out/datapackage.json whole
    sed -i '0,/"bytes": [0-9]*/s//"bytes": 5/' out/datapackage.json
    verifies 1 'changed   datapackage.json: it does not describe records.csv as manifest.json does'
    sed '0,/sha256:./s//sha256:-/' whole >out/datapackage.json
    verifies 1 'changed   datapackage.json: it does not describe records.csv as manifest.json does'
    echo 'x' >out/datapackage.json
    verifies 1 'changed   datapackage.json: it is no JSON'
    cp whole out/datapackage.json
    change out/run.json '"rows": 1' '"rows": 2'
    verifies 1 'changed   run.json: it does not account for the plugin speedups and its rows'
}

@test "a data package that says other things of the tables is told" {
    cp out/datapackage.json whole
    for change in '0,/"required": true/s//"required": false/' '0,/"type": "integer"/s//"type": "string"/' \
        '0,/"description": "W/s//"description": "V/' '1s/{/{ /'; do
        sed "$change" whole >out/datapackage.json
        run ! cmp -s whole out/datapackage.json
        verifies 1 'changed   datapackage.json: it has another SHA-256'
    done
    cp whole out/datapackage.json
    verifies 0
}

@test "--inputs checks the inputs where they were read" {
    option=--inputs verifies 0 'good      in.jsonl: as it was read'
    size=$(wc -c <in.jsonl)
    sed -i 's/faster/slower/' in.jsonl
    verifies 0
    option=--inputs verifies 1 'changed   in.jsonl: it has another SHA-256'
    truncate -s 5 in.jsonl
    option=--inputs verifies 1 "cut short in.jsonl: it has 5 bytes where it had $size"
    rm in.jsonl
    option=--inputs verifies 1 'missing   in.jsonl: No such file or directory'
    mkdir in.jsonl
    option=--inputs verifies 1 'changed   in.jsonl: it is a folder now'
    rmdir in.jsonl
    ln -s in.jsonl in.jsonl
    option=--inputs verifies 1 'changed   in.jsonl: Too many levels of symbolic links'
    rm in.jsonl
    mkfifo in.jsonl
    option=--inputs verifies 0 'unchecked in.jsonl: it is no regular file'
    mkdir in
    echo 'A title' >in/in.txt
    lapidary run --quiet --force --plugins speedups in/in.txt -o out
    rm -r in
    : >in
    option=--inputs verifies 1 'missing   in/in.txt: Not a directory'
    lapidary run --quiet --force --plugins speedups --reader text - -o out <<<'A title'
    option=--inputs verifies 0 'unchecked -: standard input'
}

@test "--inputs does not miss an input whose name is no UTF-8" {
    name=$'ring  \xe2\x82 x.txt'
    echo 'A title' >"$name" || skip "this file system takes no such names"
    lapidary run --quiet --force --plugins speedups "$name" -o out
    option=--inputs verifies 0 $'unchecked ring  \uFFFD x.txt: its name is no UTF-8, which JSON cannot hold'
    [ "$(grep -c $'ring  \uFFFD x.txt' out/manifest.json)" -eq 2 ]
    grep -qF $'ring  \uFFFD x.txt' out/records.csv
}

@test "--json prints the findings" {
    truncate -s 5 out/speedups.csv
    option=--json verifies 1 '  "folder": "out",' '  "is_good": false,' '  "note": null,' \
        '      "file": "speedups.csv",' '      "state": "cut short",'
    python3 -m json.tool <<<"$output" >/dev/null
}

@test "a folder without a run is told" {
    mkdir empty
    run lapidary verify empty
    [ "$status" -eq 3 ]
    [ "$output" = "lapidary: empty: holds no run (there is no manifest.json); give the folder of a run" ]
    run lapidary verify none
    [ "$status" -eq 3 ]
    [ "$output" = "lapidary: none: cannot be opened as a folder: No such file or directory; give the folder of a run" ]
}

# Writes lines into a journal of an unfinished run.
journal() {
    for line; do
        echo "$line $(printf %s "$line" | sha256sum | cut -c1-16)"
    done >out/.run.part
}

@test "an unfinished run is told, and the finished one is checked all the same" {
    journal 'part records.csv' "done 5 1 $(printf 'hello' | sha256sum | cut -c1-64) 1"
    unfinished='lapidary: out: holds an unfinished run; go on with it with --resume, or begin anew with --force'
    verifies 0
    [ "$stderr" = "$unfinished" ]
    mv out/manifest.json .
    verifies 3
    [ "$stderr" = "$unfinished" ]
    journal 'part records.csv' 'publish records.csv manifest.json'
    verifies 3
    [ "$stderr" = 'lapidary: out: a run was stopped there while its tables got their names; run it again with --resume' ]
    journal 'part records.csv'
    verifies 3
    [[ $stderr == *'holds no run'* ]]
}

@test "a run that is being written is told" {
    : >out/.lapidary.lock
    exec 7<>out/.lapidary.lock
    flock 7
    verifies 0
    [ "$stderr" = 'lapidary: out: a run is writing there; wait for its end' ]
    exec 7>&-
    verifies 0
    [ -z "$stderr" ]
}

@test "wrong usage is told" {
    run lapidary verify
    [ "$status" -eq 2 ]
    [ "$output" = "lapidary verify: name the folder of a run; see \`lapidary verify --help\`" ]
    run lapidary verify out more
    [ "$status" -eq 2 ]
    [ "$output" = "lapidary verify: 'more' is one word too many; see \`lapidary verify --help\`" ]
}

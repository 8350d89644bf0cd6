#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# lapidary run with all that is shipped, on the made-up listings of docs/examples.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

facets='github_links links datasets speedups savings model_sizes hardware'

# The data lines of a table; no cell of these has a line break.
rows() {
    tail -n +2 "$1" | wc -l
}

@test "every layout of a listing gives its records" {
    ends_with 0 lapidary run "$examples"/{spaced,glued,dated}.txt "$examples/papers.jsonl" -o out
    for pair in spaced.txt:4 glued.txt:4 dated.txt:4 papers.jsonl:3; do
        [ "$(grep -c "${pair%:*}," out/records.csv)" -ge "${pair#*:}" ]
    done
    [ "$(rows out/records.csv)" -eq 15 ]
}

@test "dates, comments and the organization of a listing are in records.csv" {
    ends_with 0 lapidary run "$examples/dated.txt" -o out
    grep -q ',3,,2025-09-28,,' out/records.csv
    grep -q ',,Millrace Project,--10-15,2,' out/records.csv
    grep -q ',11,,2024-06-14,1,' out/records.csv
}

@test "a paper that stands in two listings is marked as a duplicate of the first" {
    ends_with 0 lapidary run "$examples/spaced.txt" "$examples/glued.txt" -o out
    grep 'glued.txt,3,' out/records.csv | grep -q ",$examples/spaced.txt#1$"
    [ "$(grep -c 'spaced.txt#1$' out/records.csv)" -eq 1 ]
}

@test "all tables and what stands beside them are written" {
    ends_with 0 lapidary run "${listings[@]}" -o out
    for table in $facets records rejects; do
        [ -s "out/$table.csv" ]
    done
    for name in datapackage manifest run; do
        [ -s "out/$name.json" ]
    done
    [ "$(find out -type f | wc -l)" -eq 12 ]
}

@test "the facets of the examples are found" {
    ends_with 0 lapidary run "${listings[@]}" -o out
    grep -q ',https://github.com/windrow-cache/windrow,windrow-cache,windrow,repository,' out/github_links.csv
    grep -q ',https://gitlab.com/pagetrie/pagetrie,' out/links.csv
    grep -q ',ClatterBench,introduced,' out/datasets.csv
    grep -q ',2.4x,2.4,,x,2.4,' out/speedups.csv
    grep -q ',60%,60,,%,2.5,,,memory,' out/savings.csv
    grep -q ',70000000000,' out/model_sizes.csv
    grep -q 'A100' out/hardware.csv
}

@test "every column of every table reads back as it was written, in each style" {
    for style in --quiet --crlf --spreadsheet; do
        ends_with 0 lapidary run --quiet $style "${listings[@]}" -o "out$style"
        ends_with 0 "$read_back" "out$style"
    done
}

@test "--plugins takes only those facets" {
    ends_with 0 lapidary run --plugins speedups,savings "${listings[@]}" -o out
    [ -e out/speedups.csv ]
    [ -e out/savings.csv ]
    [ ! -e out/datasets.csv ]
}

@test "the end of a run tells facets, records and the folder" {
    ends_with 0 lapidary run "${listings[@]}" -o out
    for facet in $facets; do
        [[ $output == *"$facet "* ]]
    done
    [[ $output == *"15 records read"* && $output == *"out"* ]]
}

@test "every facet's table has the columns of the contract, in this order" {
    ends_with 0 lapidary run "${listings[@]}" -o out
    while read -r table own; do
        [ "$(head -n 1 "out/$table.csv")" = \
            "record_id,source,record,title,field,start,end,match,$own,pattern,context" ]
    done <<'TEXT'
github_links url,owner,repo,kind
links url,host,kind
datasets name,role
speedups value,low,unit,factor,bound,baseline
savings value,low,unit,factor,bound,baseline,metric
model_sizes params,model
hardware name,count,kind
TEXT
}

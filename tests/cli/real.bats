#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# All shipped plugins over the larger listings, where they lie beside the source folder.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

larger=$top/../shared

# reads FILE COUNT: so many records, each matched or empty, and nothing rejected
reads() {
    [ -e "$larger/$1" ] || skip "there is no ../shared/$1"
    ends_with 0 lapidary run --json "$larger/$1" -o out
    json=$(tr -d ' \n' <<<"$output")
    [[ $json == *"\"records\":$2,\"matched\":"* && $json == *'"skipped":0,"failed":0,"rejects":0,"replaced_bytes":0,'* ]]
    [ "$(tail -n +2 out/records.csv | wc -l)" -eq "$2" ]
    [ "$(wc -l <out/rejects.csv)" -eq 1 ]
    for facet in github_links links datasets speedups savings model_sizes hardware; do
        [ -s "out/$facet.csv" ]
    done
}

# titles FILE: they are those that stand beside the marks
titles() {
    [ -e "$larger/gold/records.csv" ] || skip "there is no ../shared/gold/records.csv"
    diff <(grep "^$1," "$larger/gold/records.csv") \
        <(tail -n +2 out/records.csv | sed -E "s/^[^,]*,[^,]*,([0-9]+),[0-9]+,(.*),[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*\$/$1,\1,\2/")
}

@test "the first saved listing has 49 records" {
    reads listings/000_68e49bc843516c37.txt 49
    titles 000_68e49bc843516c37.txt
}

@test "the second saved listing has 183 records" {
    reads listings/001_1820febda5e444b0.txt 183
}

@test "the third saved listing has 53 records" {
    reads listings/004_276df568e8dbf78e.txt 53
    titles 004_276df568e8dbf78e.txt
}

@test "the listing that a browser saved as HTML has 13 records" {
    reads listings/daily_papers/saved_page.html 13
}

@test "the listing that is saved as Markdown has 3 records" {
    reads listings/other_layouts/search_markdown.md 3
}

@test "the listing that is saved with its addresses below its words has 3 records" {
    reads listings/other_layouts/search_flat_links.txt 3
}

@test "the marked listing of 2025 has 90 records" {
    reads gold/hf_2025.jsonl 90
    titles hf_2025.jsonl
}

@test "the feed of the Daily Papers has 30 records" {
    reads listings/daily_papers/feed.xml 30
    [ "$(cut -d, -f1 out/records.csv | grep -cE '^[0-9]{4}\.[0-9]{5}$')" -eq 30 ]
}

@test "all of them at once, twice, give the same bytes" {
    [ -d "$larger/listings" ] || skip "there is no ../shared/listings"
    inputs=("$larger"/listings/*.txt "$larger"/listings/other_layouts/* "$larger"/listings/daily_papers/* "$larger/gold/hf_2025.jsonl")
    for folder in first second; do
        ends_with 0 lapidary run --quiet "${inputs[@]}" -o "$folder"
    done
    diff -r --exclude run.json first second
    [ "$(tail -n +2 first/records.csv | wc -l)" -eq 532 ]
}

#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# lapidary list, show and test.
# shellcheck disable=SC2154,SC2016 # program.bash and bats set variables; inner shells expand
load program

@test "list has a line for each plugin, with kind, version and facet" {
    ends_with 0 lapidary list
    for facet in github_links links datasets speedups savings model_sizes hardware; do
        grep -E "^$facet +extractor +[0-9.]+ +$facet " <<<"$output"
    done
    [ "$(lapidary list --json | grep -c '"facet": null,')" -eq 6 ] # of the readers
    for reader in feed hf_links hf_listing hf_page jsonl text; do
        grep -E "^$reader +reader +[0-9.]+ " <<<"$output"
    done
}

@test "a program without its plugins says where it looked and what to do" {
    cp "$LAPIDARY" alone
    run ./alone list
    [ "$status" -eq 2 ] || skip "plugins are installed on this system"
    [[ $output == *"lapidary: /"*"/lapidary/plugins: this folder of the plugin path cannot be read: No such file or directory; install the plugins there, or name their folder with --plugin-path"* ]]
    ends_with 0 ./alone list --plugin-path "$(dirname "$LAPIDARY")/plugins"
}

@test "show tells a plugin's columns, patterns and examples" {
    ends_with 0 lapidary show savings
    for word in factor metric baseline; do
        [[ $output == *"$word"* ]]
    done
}

@test "show of an unknown plugin is wrong usage, and the nearest one is named" {
    ends_with 2 lapidary show saving
    [[ $output == *"'saving'"* && $output == *"savings"* ]]
}

@test "test prints TAP and takes names" {
    ends_with 0 lapidary test hardware
    [[ $output == *"1.."* && $output == *"ok 1 "* && $output != *"not ok"* ]]
}

@test "a plugin from --plugin-path is found, tested and run" {
    mkdir -p mine/venues
    cat >mine/venues/table.yaml <<'TEXT'
table: venues
title: Where papers were shown
columns:
  - {name: venue, type: string, required: true, doc: The name.}
TEXT
    cat >mine/venues/venues.yaml <<'TEXT'
plugin: venues
kind: extractor
version: 1.0.0
does: Where papers were shown.
facet: venues
schema: table.yaml
object: captures
patterns:
  - id: named
    regex: '\bshown at (?<venue>[A-Z]\w{0,20})'
values:
  venue: {capture: venue}
examples:
  - abstract: It was shown at Bristol.
    rows:
      - {match: shown at Bristol, venue: Bristol}
counterexamples:
  - abstract: It was shown at noon.
TEXT
    ends_with 0 lapidary test --plugin-path mine venues
    ends_with 0 lapidary list --plugin-path mine
    [[ $output == *venues* ]]
    printf '{"title": "T", "abstract": "It was shown at Leeds."}\n' >in.jsonl
    ends_with 0 env LAPIDARY_PLUGIN_PATH=mine "$LAPIDARY" run --quiet --plugins venues in.jsonl -o out
    grep -q 'shown at Leeds,Leeds,named,' out/venues.csv
}

@test "no row of addresses comes of a cue" {
    mkdir -p mine/near
    cat >mine/near/table.yaml <<'YAML'
table: near
title: Addresses beside others
columns:
  - {name: url, type: string, required: true, doc: The address.}
YAML
    cat >mine/near/near.yaml <<'YAML'
plugin: near
kind: extractor
version: 1.0.0
does: Addresses beside others.
facet: near
schema: table.yaml
object: addresses
options: {keep: all}
patterns:
  - {id: address, regex: '(?<scheme>https?)://(?<host>\w+\.\w+)(?<rest>/\w*)'}
  - {id: doi, regex: 'doi(?<rest>/\d+)'}
  - {id: arxiv, regex: 'arxiv(?<rest>\d+)'}
  - {id: bare, regex: '\bftp://(?<host>\w+\.\w+)(?<rest>/\w*)', cue: record}
examples:
  - abstract: See http://pebbles.example/sort and ftp://pebbles.example/count too.
    rows:
      - {match: 'http://pebbles.example/sort', url: 'http://pebbles.example/sort'}
counterexamples:
  - abstract: See ftp://pebbles.example/count alone.
YAML
    ends_with 0 lapidary test --plugin-path mine near
    sed -i 's/keep: all/keep: some/' mine/near/near.yaml
    ends_with 2 lapidary test --plugin-path mine near
    [[ $output == *'option keep is "some"; it must be all or github'* ]]
}

@test "an example that fails is told with both rows" {
    mkdir -p mine/venues
    printf 'table: venues\ntitle: T\ncolumns:\n  - {name: venue, type: string, doc: D.}\n' >mine/venues/table.yaml
    cat >mine/venues/venues.yaml <<'TEXT'
plugin: venues
kind: extractor
version: 1.0.0
does: Where papers were shown.
facet: venues
schema: table.yaml
object: captures
patterns:
  - id: named
    regex: '\bat (?<venue>[A-Z]\w{0,20})'
values:
  venue: {capture: venue}
examples:
  - abstract: It was shown at Bristol.
    rows:
      - {match: at Bristol, venue: Bath}
counterexamples:
  - abstract: It was shown at noon.
TEXT
    ends_with 1 lapidary test --plugin-path mine venues
    [[ $output == *"not ok"* && $output == *Bath* && $output == *Bristol* ]]
}

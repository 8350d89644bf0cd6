#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Papers made by chance of pieces of the declarations' examples and names: what no reader of the code
# would think of. Another SEED makes others.
# shellcheck disable=SC2154 # program.bash and bats set variables
load program

seed=${SEED:-2}

# made KIND COUNT [BYTES]: so many papers in papers.jsonl
made() {
    python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
    python3 "$BATS_TEST_DIRNAME/pieces.py" "$1" "$2" "$seed" "${@:3}" >papers.jsonl
    [ "$(wc -l <papers.jsonl)" = "$2" ]
}

# nothing_went_wrong FOLDER: no record was rejected, or what was and its beginning is printed
nothing_went_wrong() {
    if [ "$(wc -l <"$1/rejects.csv")" = 1 ]; then return; fi
    head -n 9 "$1/rejects.csv"
    for record in $(tail -n +2 "$1/rejects.csv" | cut -d, -f2 | sort -nu | head -n 9); do
        sed -n "${record}p" papers.jsonl | cut -c1-400
    done
    return 1
}

@test "both engines make the same tables of pieces by chance, and nothing goes wrong" {
    made mixed 4000
    run lapidary run --quiet papers.jsonl -o out
    nothing_went_wrong out
    run lapidary run --quiet --engine plain papers.jsonl -o plain
    nothing_went_wrong plain
    for table in out/*.csv; do
        cmp "$table" "plain/${table##*/}"
    done
    for facet in github_links links datasets speedups savings model_sizes hardware; do
        [ "$(wc -l <"out/$facet.csv")" -gt 1 ]
    done
}

# What takes the square of a text's length takes longer than the time limit, 10 s, over 400 kB.
@test "no pieces that are said again and again make a plugin slow or go wrong" {
    local size=400000
    if is_sanitized; then size=40000; fi
    made repeated 250 "$size"
    run lapidary run --quiet --row-limit 1000000 papers.jsonl -o out
    nothing_went_wrong out
}

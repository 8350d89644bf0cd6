# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# For tests that no shipped facet may touch: a copy of the program that has only the readers beside
# it, and the made-up facet `words`, compiled as an outside author would.
bats_require_minimum_version 1.5.0
load program

words=$top/tests/plugins/words
bad=$top/tests/bad
export words bad

# build SOURCE OBJECT
build() {
    # shellcheck disable=SC2086 # CC may hold flags
    ${CC:-cc} -std=c17 -shared -fPIC "-I$top/core" -o "$2" "$1" -lm
}

# place FILE... FOLDER: copies that can be written, whatever the sources are
place() {
    install -m 644 "$@"
}

# A folder `mine` with the right plugin in it, to be spoiled.
place_words() {
    mkdir -p mine/words
    place "$words"/*.yaml "$BATS_FILE_TMPDIR/words.so" mine/words/
}

# The reader `slow` beside it.
place_slow() {
    mkdir -p mine/slow
    place "$top/tests/plugins/slow/slow.yaml" mine/slow/
    build "$top/tests/plugins/slow/slow.c" mine/slow/slow.so
}

# What is made once for a file of tests.
prepare_words() {
    local reader from to=$BATS_FILE_TMPDIR/alone
    from=$(dirname "$LAPIDARY")
    # Seconds after which a plugin counts as hanging: a busy machine may let a good one wait as well.
    export soon=0.5
    if is_sanitized; then # crashes are the program's own to tell
        export SANITIZED=yes soon=2
        export ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0
    fi
    mkdir -p "$to"
    install "$LAPIDARY" "$to/lapidary"
    if [ -n "${UNDER-}" ]; then # a command that watches the program, as tests/watched has it
        mv "$to/lapidary" "$to/program"
        printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$UNDER" "$to/program" >"$to/lapidary"
        chmod +x "$to/lapidary"
    fi
    for reader in feed hf_links hf_listing jsonl text; do
        mkdir -p "$to/plugins/$reader"
        place "$from/plugins/$reader/$reader.yaml" "$to/plugins/$reader/"
        place "$from/plugins/$reader.so" "$to/plugins/"
    done
    place "$from/plugins/captures.so" "$to/plugins/"
    build "$words/words.c" "$BATS_FILE_TMPDIR/words.so"
    export LAPIDARY=$to/lapidary
    unset LAPIDARY_PLUGIN_PATH
}

# A sanitizer takes all addresses for itself, and leaves some misdeeds out of reach.
not_sanitized() {
    [ -z "${SANITIZED-}" ] || skip "a sanitizer comes before it"
}

# A command prefix, as_nobody, for whom a closed file is closed: root may read everything.
find_nobody() {
    as_nobody=()
    chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" \
        "$(dirname "$BATS_TEST_TMPDIR")" 2>/dev/null || true
    if [ "$(id -u)" -eq 0 ]; then
        command -v setpriv >/dev/null || skip "root may read everything, and there is no setpriv"
        as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    fi
    "${as_nobody[@]}" test -x "$LAPIDARY" || skip "the folder of the tests is closed to others"
}

setup_file() {
    prepare_words
}

# same WANTED FOUND: tells the difference between two texts
same() {
    diff -u --label wanted --label found <(printf '%s\n' "$1") <(printf '%s\n' "$2")
}

# tells STATUS TEXT COMMAND...: it ends with STATUS, says TEXT on stderr and no more, nothing on stdout
tells() {
    local wanted=$1 text=$2
    shift 2
    run --separate-stderr "$@"
    same "$text" "$stderr" && same "" "$output" && same "status $wanted" "status $status"
}

# refuses SENTENCE...: the plugins in `mine` are refused with these sentences and no more, before any
# input is read
refuses() {
    tells 2 "$(printf 'lapidary: %s\n' "$@")" lapidary run --plugin-path mine nowhere.txt -o out
    [ ! -e out ]
}

# cuts STATUS ARGUMENTS...: runs with the plugin in `mine`
cuts() {
    local wanted=$1
    shift
    tells "$wanted" "" lapidary run --quiet --plugin-path mine -o out "$@"
}

# The lines of a table without its header.
rows_of() {
    tail -n +2 "$1"
}

# files FOLDER: what is in it, hidden or not
files() {
    find "$1" -mindepth 1 -printf '%P\n' | LC_ALL=C sort | tr '\n' ' '
}

# rejects LINE...: rejects.csv holds these lines and no more
rejects() {
    same "$(printf '%s\n' "$@")" "$(rows_of out/rejects.csv)"
}

# total NAME: a count of the manifest's totals
total() {
    sed -n '/"totals"/,$s/^ *"'"$1"'": \([0-9]*\),*$/\1/p' out/manifest.json
}

# children_of PID
children_of() {
    cat "/proc/$1/task/$1/children"
}

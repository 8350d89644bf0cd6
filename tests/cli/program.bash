# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# What every test of the commands has: the program, the made-up listings, and a folder of its own.
top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
LAPIDARY=${LAPIDARY:-$top/lapidary}
read_back=$(dirname "$LAPIDARY")/tests/read_back.t
examples=$top/docs/examples
listings=("$examples"/*.*)
# The shell writes $'\ufffd' as UTF-8 only where the locale says so, and a bare system has none.
export LC_ALL=C.UTF-8
export top examples listings read_back
umask 022

lapidary() {
    "$LAPIDARY" "$@"
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
}

# ends_with STATUS COMMAND...: runs it and checks its exit status
ends_with() {
    local wanted=$1
    shift
    run "$@"
    [ "$status" -eq "$wanted" ] || { echo "status $status, not $wanted: $output"; return 1; }
}

# Whether a sanitizer is built into the program, which makes it some ten times slower.
is_sanitized() {
    grep -q __asan_ "$LAPIDARY"
}

# The long options that a text names.
options_of() {
    grep -oE -- '--[a-z][a-z-]+' | sort -u
}

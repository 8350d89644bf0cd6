# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# For tests of plugins that go wrong as a text or an option of theirs asks: the extractor misdeeds and the
# reader misreads of tests/bad, compiled once beside the right plugin.
load words

# What is made once for a file of tests, in its folder.
prepare_misdeeds() {
    local name
    prepare_words && cd "$BATS_FILE_TMPDIR" || return 1
    for name in misdeeds misreads; do
        build "$bad/plugins/$name.c" "$name.so"
    done
    place_words
}

# Each test begins with the plugins and the input that its file has made.
setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    cp -r "$BATS_FILE_TMPDIR"/{mine,in.*} .
}

# place_bad PLUGIN [OPTION WORD]: puts it into `mine`; by the option it commits that misdeed
place_bad() {
    mkdir -p "mine/$1"
    place "$BATS_FILE_TMPDIR/$1.so" "$bad/plugins/$1"*.yaml "mine/$1/"
    [ $# -eq 1 ] || sed -i "s/^  $2: .*/  $2: $3/" "mine/$1/$1.yaml"
}

#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Plugins that go wrong before the first record: when they are opened, and when a reader looks at an
# input. The process that goes ahead falls, and not the run.
# shellcheck disable=SC2030,SC2031,SC2154 # words.bash and bats set variables
load words

setup_file() {
    local name
    prepare_words && cd "$BATS_FILE_TMPDIR" || return 1
    for name in misdeeds misreads; do
        build "$bad/plugins/$name.c" "$name.so"
    done
    place_words
    echo "A blue ring" >in.txt
    lapidary run --quiet --plugin-path mine in.txt -o good
}

# place_bad PLUGIN OPTION WORD: beside the right plugin, one that commits that misdeed then
place_bad() {
    mkdir -p "mine/$1"
    place "$BATS_FILE_TMPDIR/$1.so" "$bad/plugins/$1"*.yaml "mine/$1/"
    sed -i "s/^  $2: .*/  $2: $3/" "mine/$1/$1.yaml"
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    cp -r "$BATS_FILE_TMPDIR"/{mine,in.txt} .
}

# opens PLUGIN WORD WHAT REMEDY [OPTION...]: that plugin commits that misdeed when it is opened
opens() {
    local plugin=$1 word=$2 what=$3 remedy=$4
    shift 4
    place_bad "$plugin" open "$word"
    tells 3 "lapidary: mine/$plugin/$plugin.yaml: mine/$plugin/$plugin.so $what; mend it, or $remedy" \
        lapidary run --plugin-path mine -o out "$@" in.txt
    [ ! -e out ]
}

@test "a plugin breaks the heap when it is opened" {
    not_sanitized
    place_bad misdeeds open heap
    run --separate-stderr lapidary run --plugin-path mine -o out in.txt
    same "status 3" "status $status"
    # Which signal it is hangs on what lies there.
    [[ $stderr == "lapidary: mine/misdeeds/misdeeds.yaml: mine/misdeeds/misdeeds.so crashed while it was opened: "*" (signal "*"); mend it, or leave it out with --plugins" ]]
    [ ! -e out ]
}

@test "a plugin closes what it did not open when it is opened" {
    opens misdeeds close "crashed while it was opened: Aborted (signal 6)" "leave it out with --plugins"
}

@test "a plugin takes all memory when it is opened" {
    not_sanitized
    opens misdeeds hoard "ran out of memory while it was opened: a worker's limit is 64 MiB; \
raise it with --memory-limit" "leave it out with --plugins" --memory-limit 64M
}

@test "a plugin stops its process when it is opened" {
    opens misdeeds stop "hung while it was opened: it took longer than 0.3 s, the limit (--time-limit)" \
        "leave it out with --plugins" --time-limit 0.3
}

@test "a plugin kills its process when it is opened" {
    opens misdeeds kill "lost its process over and over while it was opened: it was killed from \
outside (signal 9); the system does that where memory is short" "leave it out with --plugins"
}

@test "a reader crashes when it is opened" {
    opens misreads null "crashed while it was opened: Segmentation fault (signal 11)" \
        "take it off the plugin path"
}

@test "a plugin that goes wrong when it is opened costs nothing where it is left out" {
    place_bad misdeeds open null
    cuts 0 --plugins words in.txt
    cmp {"$BATS_FILE_TMPDIR/good",out}/words.csv
}

# falls WORD WHAT [OPTION...]: a reader that nobody chose commits that misdeed over each input, and
# another reads it
falls() {
    local word=$1 what=$2
    shift 2
    place_bad misreads look "$word"
    tells 0 "lapidary: in.txt: the reader 'misreads' $what; the reader 'text' takes it" \
        lapidary run --quiet --plugin-path mine --force -o out "$@" in.txt
    cmp {"$BATS_FILE_TMPDIR/good",out}/words.csv
    rejects
}

@test "where a reader goes wrong over an input that nobody chose it for, another takes it" {
    falls null "crashed while it looked at it: Segmentation fault (signal 11)"
    falls close "crashed while it looked at it: Aborted (signal 6)"
    falls exit "ended its process while it looked at it: exit status 0"
    falls kill "lost its process over and over while it looked at it: it was killed from outside \
(signal 9); the system does that where memory is short"
    falls stop "hung while it looked at it: it took longer than 0.3 s, the limit (--time-limit)" \
        --time-limit 0.3
}

@test "where a reader takes all memory over an input, another takes it" {
    not_sanitized
    falls hoard "ran out of memory while it looked at it: a worker's limit is 64 MiB; raise it with \
--memory-limit" --memory-limit 64M
}

@test "where no other reader takes it, both is told" {
    place_bad misreads look null
    printf '\0\1\2' >binary.bin
    cuts 1 binary.bin
    rejects "binary.bin,,,input,,,\"the reader 'misreads' crashed while it looked at it: Segmentation \
fault (signal 11); no reader knows what this is; choose one with --reader NAME, or leave the input out\""
}

@test "a reader that goes wrong over too many inputs is not asked again" {
    local fell="the reader 'misreads' crashed while it looked at it: Segmentation fault (signal 11)"
    place_bad misreads look null
    for i in 1 2 3 4; do
        cp in.txt $i.txt
    done
    cuts 1 --reader misreads --fault-limit 2 [1-4].txt
    rejects "1.txt,,,input,,,$fell" \
        "2.txt,,,input,,,$fell; it is switched off after 2 faults (--fault-limit)" \
        "3.txt,,,input,,,the reader 'misreads' is switched off since it went wrong too often (--fault-limit)" \
        "4.txt,,,input,,,the reader 'misreads' is switched off since it went wrong too often (--fault-limit)"
    tells 0 "lapidary: 1.txt: $fell; the reader 'text' takes it
lapidary: 2.txt: $fell; it is switched off after 2 faults (--fault-limit); the reader 'text' takes it" \
        lapidary run --quiet --plugin-path mine --fault-limit 2 -o out2 [1-4].txt
}

# children_of PID
children_of() {
    cat "/proc/$1/task/$1/children"
}

@test "a scout that is killed from outside costs nothing" {
    place_bad misreads look tarry
    "$LAPIDARY" run --quiet --plugin-path mine --workers 1 --reader misreads -o out in.txt &
    run=$!
    until [ -n "$(children_of $run)" ]; do
        sleep 0.01
    done
    kill -KILL "$(children_of $run | tr -d ' ')"
    wait $run
    same 1 "$(rows_of out/records.csv | wc -l)"
    rejects
}

#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Plugins that go wrong before the first record: when they are opened, and when a reader looks at an
# input. The process that goes ahead falls, and not the run.
# shellcheck disable=SC2030,SC2031,SC2154 # words.bash and bats set variables
load misdeeds

setup_file() {
    prepare_misdeeds
    echo "A blue ring" >in.txt
    lapidary run --quiet --plugin-path mine in.txt -o good
}

# ---- When a plugin is opened ----

# opens PLUGIN WORD WHAT [OPTION...]: that plugin commits that misdeed when it is opened
opens() {
    local plugin=$1 word=$2 what=$3 remedy="leave it out with --plugins"
    shift 3
    [ "$plugin" = misdeeds ] || remedy="take it off the plugin path" # readers cannot be left out
    place_bad "$plugin" open "$word"
    tells 3 "lapidary: mine/$plugin/$plugin.yaml: mine/$plugin/$plugin.so $what; mend it, or $remedy" \
        lapidary run --plugin-path mine -o out "$@" in.txt
    [ ! -e out ]
}

@test "a plugin crashes when it is opened" {
    not_sanitized
    opens misdeeds null "crashed while it was opened: Segmentation fault (signal 11)"
    opens misdeeds abort "crashed while it was opened: Aborted (signal 6)"
    opens misdeeds stack "crashed while it was opened: Segmentation fault (signal 11)"
}

@test "a plugin ends its process when it is opened" {
    opens misdeeds exit "ended its process while it was opened: exit status 0"
    opens misdeeds quit "ended its process while it was opened: exit status 0"
}

@test "a plugin hangs when it is opened" {
    opens misdeeds hang "hung while it was opened: it took longer than $soon s, the limit (--time-limit)" \
        --time-limit "$soon"
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
    opens misdeeds close "closed or wrote to what it did not open while it was opened: a file of its process"
}

@test "a plugin takes all memory when it is opened" {
    not_sanitized
    opens misdeeds hoard "ran out of memory while it was opened: a worker's limit is 64 MiB; \
raise it with --memory-limit" --memory-limit 64M
}

@test "a plugin stops its process when it is opened" {
    opens misdeeds stop "hung while it was opened: it took longer than $soon s, the limit (--time-limit)" \
        --time-limit "$soon"
}

@test "a plugin kills its process when it is opened" {
    opens misdeeds kill "lost its process over and over while it was opened: it was killed from \
outside (signal 9); the system does that where memory is short"
}

@test "a reader crashes when it is opened" {
    opens misreads null "crashed while it was opened: Segmentation fault (signal 11)"
}

@test "a plugin that goes wrong when it is opened costs nothing where it is left out" {
    place_bad misdeeds open null
    cuts 0 --plugins words in.txt
    cmp {"$BATS_FILE_TMPDIR/good",out}/words.csv
}

# ---- When a reader looks at an input ----

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
    falls close "closed or wrote to what it did not open while it looked at it: a file of its process"
    falls exit "ended its process while it looked at it: exit status 0"
    falls kill "lost its process over and over while it looked at it: it was killed from outside \
(signal 9); the system does that where memory is short"
    falls stop "hung while it looked at it: it took longer than $soon s, the limit (--time-limit)" \
        --time-limit "$soon"
}

@test "where a reader takes all memory over an input, another takes it" {
    not_sanitized
    falls hoard "ran out of memory while it looked at it: a worker's limit is 64 MiB; raise it with \
--memory-limit" --memory-limit 64M
}

# looks WORD WHAT [OPTION...]: the reader that was chosen for an input commits that misdeed over it
looks() {
    local word=$1 what=$2
    shift 2
    place_bad misreads
    cuts 1 --force --reader "misreads:look=$word" "$@" in.txt
    same "" "$(rows_of out/records.csv)"
    rejects "in.txt,,,input,,,$what"
}

@test "where a reader goes wrong over an input that it was chosen for, the input is rejected" {
    not_sanitized
    looks null "the reader 'misreads' crashed while it looked at it: Segmentation fault (signal 11)"
    looks abort "the reader 'misreads' crashed while it looked at it: Aborted (signal 6)"
    looks quit "the reader 'misreads' ended its process while it looked at it: exit status 0"
    looks hang "\"the reader 'misreads' hung while it looked at it: it took longer than $soon s, the limit \
(--time-limit)\"" --time-limit "$soon"
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

@test "a scout that is killed from outside costs nothing" {
    place_bad misreads look tarry
    "$LAPIDARY" run --quiet --plugin-path mine --workers 1 --reader misreads -o out in.txt &
    run=$!
    scout=''
    for _ in 1 2; do # when it is opened, or looks
        before=$scout
        until scout=$(children_of $run | tr -d ' ') && [ -n "$scout" ] && [ "$scout" != "$before" ]; do
            sleep 0.01
        done
        sleep 0.2
        kill -KILL "$scout"
    done
    wait $run
    same 1 "$(rows_of out/records.csv | wc -l)"
    rejects
}

# ---- Without workers ----

# says REASON ARGUMENTS...: without workers the run ends before it writes, with that one sentence
says() {
    local reason=$1
    shift
    : >in.txt
    run --separate-stderr lapidary run --quiet --plugin-path mine --workers 0 -o out "$@" in.txt
    same "status 3" "status $status"
    same "lapidary: mine/$reason; mend it, or leave it out" "$stderr"
    [ ! -e out ]
}

@test "without workers a reader goes wrong when it looks at an input" {
    not_sanitized
    place_bad misreads
    at="while it looked at an input"
    says "misreads/misreads.so: misreads crashed (segmentation fault) $at" --reader misreads:look=null
    says "misreads/misreads.so: misreads aborted $at" --reader misreads:look=abort
    says "misreads/misreads.so: misreads ended the program $at" --reader misreads:look=exit
    says "misreads/misreads.so: misreads ended the program $at" --reader misreads:look=quit
}

# opens_here WORD REASON: without workers a plugin goes wrong when it is opened
opens_here() {
    place_bad misdeeds open "$1"
    says "misdeeds/misdeeds.so: misdeeds $2 while it was opened"
}

@test "without workers a plugin goes wrong when it is opened" {
    not_sanitized
    opens_here null "crashed (segmentation fault)"
    opens_here abort "aborted"
    opens_here stack "crashed (segmentation fault)"
    opens_here exit "ended the program"
    opens_here quit "ended the program"
    opens_here hang "took longer than 10 s"
}

@test "a plugin goes wrong where whoever started the program has signals blocked" {
    not_sanitized
    lapidary() { env --block-signal "$LAPIDARY" "$@"; }
    opens_here null "crashed (segmentation fault)"
    opens_here hang "took longer than 10 s"
}

@test "a plugin goes wrong when it is loaded" {
    not_sanitized
    place_words
    printf '#include <stdlib.h>\n__attribute__((constructor)) static void begin(void) { abort(); }\n' |
        cat - "$words/words.c" >words.c
    build words.c mine/words/words.so
    says "words/words.so: words aborted while it was loaded"
}

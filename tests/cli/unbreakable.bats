#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Plugins that go wrong on one record of a thousand, in every way there is: what that costs, and that
# it costs nothing else.
# shellcheck disable=SC2030,SC2031,SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load misdeeds

# A thousand papers: a blue ring in each title for the right plugin, a good deed in each abstract for the
# other, and enough text between that they make several chunks.
papers() {
    awk 'BEGIN {
        for (i = 0; i < 80; i++) filler = filler " Nothing of note stands in this sentence here."
        for (i = 1; i <= 1000; i++)
            printf "{\"id\": \"%d\", \"title\": \"A blue ring, number %d\", " \
                "\"abstract\": \"\303\211tude %d.%s We do a deed-good.\"}\n", i, i, i, filler
    }'
}

# The run that nothing goes wrong in is made once.
setup_file() {
    prepare_misdeeds
    place_bad misdeeds
    papers >in.jsonl
    lapidary run --quiet --plugin-path mine in.jsonl -o good
    lapidary run --quiet --plugin-path mine --plugins words in.jsonl -o alone
}

# in_a_thousand WORD: the papers, the 500th with that deed
in_a_thousand() {
    sed "500s/deed-good/deed-$1/" "$BATS_FILE_TMPDIR/in.jsonl" >in.jsonl
}

# same_table TABLE [RECORD]: as in the run that nothing goes wrong in, but for that record's rows
same_table() {
    cmp "out/$1.csv" <(awk -F, -v without="${2-}" '$3 != without' "$BATS_FILE_TMPDIR/good/$1.csv")
}

# has_one_reject LINE: rejects.csv holds one line, which a pattern of bash tells: `*` would pass over the
# ends of lines
has_one_reject() {
    local told
    told=$(rows_of out/rejects.csv)
    # shellcheck disable=SC2053 # a pattern
    [[ $told != *$'\n'* && $told == $1 ]] || { echo "$told"; false; }
}

# costs WORD REASON [OPTION...]: the 500th record's rows of that plugin, with that reason, and nothing
# else; REASON is a pattern of bash. With more workers than these all are done in one run below.
costs() {
    local word=$1 reason=$2 workers
    shift 2
    [ -z "${SANITIZED-}" ] || reason="*,misdeeds,,*"
    in_a_thousand "$word"
    for workers in 1 2; do
        cuts 1 --force --workers "$workers" "$@" in.jsonl
        same_table words
        same_table records
        same_table misdeeds 500
        has_one_reject "in.jsonl,500,500,$reason"
        same "1000 read, 1000 matched, 0 failed" \
            "$(total records) read, $(total matched) matched, $(total failed) failed"
        same "datapackage.json manifest.json misdeeds.csv records.csv rejects.csv run.json words.csv " \
            "$(files out)"
    done
}

crash='extract,misdeeds,,*crashed: '
any_crash="$crash*\\(signal *" # that the parenthesis is no sign of the pattern
no_memory="extract,misdeeds,,*memory*"

@test "the plugin that goes wrong costs the other nothing where it goes right" {
    for table in words records rejects; do
        cmp "$BATS_FILE_TMPDIR"/{good,alone}/$table.csv
    done
    same 1000 "$(rows_of "$BATS_FILE_TMPDIR/good/misdeeds.csv" | wc -l)"
}

# ---- Crashes ----

@test "it writes to NULL" {
    costs null "${crash}[Ss]egmentation fault (signal 11)*"
}

@test "it aborts" {
    costs abort "${crash}[Aa]borted (signal 6)*"
}

@test "it fills the stack" {
    costs stack "${crash}[Ss]egmentation fault (signal 11)*"
}

@test "it divides by zero" {
    costs divide "$any_crash"
}

@test "it runs what is no instruction" {
    costs illegal "$any_crash"
}

@test "it writes over the host's table" {
    costs host "${crash}[Ss]egmentation fault (signal 11)*"
}

# The 510th is the one that dies of it, and is not blamed.
@test "it breaks the heap" {
    not_sanitized
    in_a_thousand heap
    sed -i '510s/deed-good/deed-ask/' in.jsonl
    for workers in 1 2 16; do
        cuts 1 --force --workers $workers in.jsonl
        same_table words
        same_table records
        cmp out/misdeeds.csv <(awk -F, '$3 != 500 && $3 != 510' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
        has_one_reject "in.jsonl,500,500,$any_crash"
    done
}

@test "it crashes where whoever started the run has the ends of processes ignored" {
    lapidary() { env --ignore-signal=CHLD "$LAPIDARY" "$@"; }
    costs null "${crash}[Ss]egmentation fault (signal 11)*"
}

# The other one dies of it twice, and is well once this one is kept from the record, too.
@test "it has another plugin crash at the record that it crashes at itself" {
    costs frame "${crash}[Aa]borted (signal 6)*"
    cuts 1 --force --workers 1 --fault-limit 1 in.jsonl
    same_table words
    same_table records
    cmp out/misdeeds.csv <(awk -F, 'NR == 1 || $3 < 500' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
    has_one_reject "in.jsonl,500,500,$crash*switched off after 1 faults*"
}

# ---- What does not end ----

@test "it hangs" {
    costs hang "extract,misdeeds,,*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

@test "it sleeps" {
    costs sleep "extract,misdeeds,,*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

@test "it stops its process" {
    costs stop "extract,misdeeds,,*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

@test "it gives rows for ever, and does not hear the host" {
    costs flood "*,misdeeds,,*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

# ---- What has no bound ----

@test "it takes memory of the host without end" {
    not_sanitized
    costs hoard "$no_memory" --memory-limit 64M
    ulimit -v 400000
    costs hoard "extract,misdeeds,,*: the limit on address space is 390 MiB; raise it (ulimit -v)*"
}

@test "it asks the host for all memory there could be" {
    not_sanitized
    costs all "$no_memory" --memory-limit 64M
}

@test "it takes and touches memory without end" {
    not_sanitized
    costs devour "*" --memory-limit 64M
}

# Whether anything is left for what comes behind it hangs on how much that needs.
@test "it leaks all memory and says nothing" {
    not_sanitized
    in_a_thousand leak
    for workers in 1 2 16; do
        run lapidary run --quiet --force --plugin-path mine --workers $workers --memory-limit 64M -o out in.jsonl
        [ "$status" -le 1 ]
        same_table words
        same_table records
        same_table misdeeds 500
    done
}

# No chunk leaks as much as a worker may take, all together leak more.
@test "it leaks a little for each record" {
    not_sanitized
    sed -i 's/deed-good/deed-seep/' in.jsonl
    for workers in 1 2; do
        cuts 0 --force --workers $workers --memory-limit 64M in.jsonl
        same_table words
        same_table records
        same_table rejects
    done
}

@test "it leaks so much for each record that a chunk takes all memory" {
    not_sanitized
    sed -i 's/deed-good/deed-pour/' in.jsonl
    for workers in 1 2; do
        cuts 1 --force --workers $workers --memory-limit 64M in.jsonl
        same_table words
        same_table records
        has_one_reject "*extract,misdeeds,,it gave too little*--memory-limit*switched off"
    done
}

@test "it gives rows for ever" {
    costs rows "*,misdeeds,,*10*000*--row-limit*"
    costs rows "*,misdeeds,,*20 *--row-limit*" --row-limit 20
}

# ---- What is not its own ----

@test "it ends the process with status 0" {
    costs exit "extract,misdeeds,,*"
    costs quit "extract,misdeeds,,*"
}

@test "it ends the process with a status that a worker gives itself" {
    costs unconfined "extract,misdeeds,,*exit status 73*"
    costs roomless "extract,misdeeds,,*exit status 72*"
}

@test "it closes all files" {
    costs close "extract,misdeeds,,*"
}

@test "it closes all files and does not come back" {
    costs hide "extract,misdeeds,,it closed or wrote to what it did not open: the line of its process"
}

@test "it closes the files of its worker, and not the line" {
    costs rob "extract,misdeeds,,it closed or wrote to what it did not open: a file of its process"
}

@test "it writes to the line of its worker" {
    costs chatter "extract,misdeeds,,it closed or wrote to what it did not open: a file of its process"
}

@test "it tells in the name of its worker that the chunk is done" {
    costs forge "extract,misdeeds,,it closed or wrote to what it did not open: a file of its process"
}

@test "it writes over the text of the record" {
    costs text "extract,misdeeds,,it wrote over the record that it was lent"
}

@test "it writes over the fields of the record" {
    costs fields "extract,misdeeds,,it wrote over the record that it was lent"
}

@test "it writes over its matches" {
    in_a_thousand matches
    cuts 0 in.jsonl
    same_table words
    same_table records
    same_table misdeeds 500
}

@test "it changes how numbers are rounded" {
    in_a_thousand round
    cuts 0 in.jsonl
    same_table words
    same_table records
    same_table misdeeds 500
}

# loses_its_own WORD: its rows of the 500th and 510th, which both do so, and nothing else
loses_its_own() {
    in_a_thousand "$1"
    sed -i "510s/deed-good/deed-$1/" in.jsonl
    cuts 0 --force --workers 1 in.jsonl
    same_table words
    same_table records
    same_table rejects
    cmp out/misdeeds.csv <(awk -F, '$3 != 500 && $3 != 510' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
}

@test "it gives a row when it has changed how the processor works" {
    words=(rounded)
    [ "$(uname -m)" != x86_64 ] || words+=(reversed)
    for word in "${words[@]}"; do
        in_a_thousand "$word"
        cuts 0 --force --workers 1 in.jsonl
        same_table words
        same_table records
        same_table rejects
        cmp <(awk -F, '$3 != 500' out/misdeeds.csv) <(awk -F, '$3 != 500' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
        [[ $(awk -F, '$3 == 500' out/misdeeds.csv) == *,$word,0.1,* ]] || { awk -F, '$3 == 500' out/misdeeds.csv; false; }
    done
}

@test "it has the processor trap what is not exact" {
    loses_its_own traps
    [ "$(uname -m)" != x86_64 ] || loses_its_own unmask
}

@test "it has the processor work otherwise" {
    [ "$(uname -m)" = x86_64 ] || skip "its modes are those of x86"
    loses_its_own flush
    loses_its_own direction
}

@test "it sets a locale" {
    loses_its_own emigrate
}

@test "it shouts on all streams" {
    not_sanitized # whose findings are to be heard
    in_a_thousand shout
    cuts 0 in.jsonl
    same_table words
    same_table records
    same_table misdeeds 500
}

@test "it says that it failed, and that all is well" {
    costs waver "extract,misdeeds,,too hard"
    costs recant "extract,misdeeds,,too hard"
    rm -r out
    place_bad misdeeds open waver
    refuses "mine/misdeeds/misdeeds.yaml: its object mine/misdeeds/misdeeds.so refuses to open: too hard; correct the declaration"
}

@test "what open() sets of its process is undone" {
    echo "A deed-good" >in.txt
    for word in wander traps round; do
        place_bad misdeeds open $word
        cuts 0 --force in.jsonl
        same_table words
        same_table records
        same_table misdeeds
        same "644 644" "$(stat -c %a out/misdeeds.csv out/manifest.json | paste -sd ' ')"
        place_bad misdeeds
        place_bad misreads open $word
        cuts 0 --force --reader misreads in.txt
        [[ $(rows_of out/misdeeds.csv) == *,good,0.1,* ]] || { cat out/misdeeds.csv; false; }
        same "644 644" "$(stat -c %a out/misdeeds.csv out/manifest.json | paste -sd ' ')"
        rm -r mine/misreads
    done
}

@test "what open() sets of signals is undone" {
    place_bad misdeeds open deaf
    costs null "${crash}[Ss]egmentation fault (signal 11)*"
}

# ---- What the parent is told ----

# In a sandbox it does not find the page.
deeds() {
    not_sanitized
    printf 'A deed-%s\n' "$@" >in.txt
    asked=(--sandbox off --workers 1 --reader text:record=line in.txt)
}

@test "it writes over all that its worker says of itself" {
    deeds good deface good
    cuts 0 "${asked[@]}"
    same "deed-good deed-good" "$(rows_of out/misdeeds.csv | cut -d, -f8 | paste -sd ' ')"
    grep -q '"mode": "off"' out/run.json
}

@test "it has its worker say again and again that it died of a record that it is kept from" {
    deeds good slander
    tells 3 "lapidary: a worker ended 3 times over no record that is known: it crashed: Aborted (signal 6); run with --workers 0 to see where" \
        lapidary run --quiet --plugin-path mine -o out "${asked[@]}"
}

@test "it has its worker say that it died of another record each time" {
    rm -r mine/words # the limit grows with the number of plugins
    deeds good mislead
    run --separate-stderr timeout -s KILL 120 "$LAPIDARY" run --quiet --plugin-path mine -o out "${asked[@]}"
    same 3 "$status"
    [[ $stderr == "lapidary: in.txt: "*" workers ended over what stands there from line 1 on: "* ]] || { echo "$stderr"; false; }
}

# ---- Rows that are none ----

@test "its row ends before it starts" {
    costs backwards "row,misdeeds,,*the row's span, bytes 5 to 2, is no part of the field abstract*"
}

@test "its row ends behind the text" {
    costs beyond "row,misdeeds,,*the row's span, bytes 0 to *, is no part of the field abstract*"
}

@test "its row cuts a character" {
    costs letter "row,misdeeds,,*the row's span, bytes 1 to 9 of the field abstract, cuts a character*"
}

@test "the text of its row is nowhere" {
    costs wild "*,misdeeds,,*crashed: [Ss]egmentation fault (signal 11)*"
}

@test "the text of its row has no end" {
    not_sanitized
    costs endless "*,misdeeds,,*" --memory-limit 64M
}

@test "the match of its row is nowhere" {
    costs wildmatch "row,misdeeds,,the row names no match that it comes from"
}

@test "the match of its row is none of those that it was lent" {
    costs copiedmatch "row,misdeeds,,the row names no match that it comes from"
}

@test "the match of its row was written over, and is of no pattern" {
    costs nopattern "row,misdeeds,,the row names no match that it comes from"
}

# ---- Many at once ----

@test "every misdeed in one run" {
    not_sanitized
    deeds=(null abort stack divide illegal host heap hang sleep stop flood hoard all devour rows exit quit
        close rob chatter text fields backwards beyond letter wild endless wildmatch copiedmatch)
    for i in "${!deeds[@]}"; do
        sed -i "$((30 * i + 30))s/deed-good/deed-${deeds[i]}/" in.jsonl
    done
    for workers in 1 2 16; do
        cuts 1 --force --workers $workers --time-limit "$soon" --memory-limit 64M --fault-limit 100 in.jsonl
        same_table words
        same_table records
        cmp out/misdeeds.csv <(awk -F, -v last=$((30 * ${#deeds[@]})) \
            '!($3 % 30 == 0 && $3 <= last)' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
        same "${#deeds[@]}" "$(rows_of out/rejects.csv | wc -l)"
    done
}

@test "a plugin that goes wrong too often is switched off for the rest of the run" {
    not_sanitized
    sed '100~50s/deed-good/deed-null/' "$BATS_FILE_TMPDIR/in.jsonl" >in.jsonl
    for workers in 1 2 16; do
        cuts 1 --force --workers $workers --fault-limit 3 in.jsonl
        same_table words
        same_table records
        cmp out/misdeeds.csv <(awk -F, 'NR == 1 || ($3 < 200 && $3 != 100 && $3 != 150)' \
            "$BATS_FILE_TMPDIR/good/misdeeds.csv")
        same "100 150 200" "$(awk -F, '/signal 11/ { printf "%s%s", sep, $2; sep = " " }' out/rejects.csv)"
        same 200 "$(awk -F, '/switched off after 3 faults/ { print $2 }' out/rejects.csv)"
        same 3 "$(rows_of out/rejects.csv | wc -l)"
    done
}

@test "so many faults as are allowed switch nothing off" {
    sed '100~50s/deed-good/deed-null/' "$BATS_FILE_TMPDIR/in.jsonl" >in.jsonl
    cuts 1 --workers 2 --fault-limit 20 in.jsonl
    same 19 "$(rows_of out/rejects.csv | wc -l)"
    same 981 "$(rows_of out/misdeeds.csv | wc -l)"
}

@test "rejects.csv is the same for any number of workers" {
    sed '7~13s/deed-good/deed-null/; 9~17s/deed-good/deed-backwards/' "$BATS_FILE_TMPDIR/in.jsonl" >in.jsonl
    cuts 1 --workers 1 in.jsonl
    mv out one
    for workers in 2 3 16; do
        cuts 1 --force --workers $workers in.jsonl
        for table in rejects misdeeds words records; do
            cmp {one,out}/$table.csv
        done
        cmp {one,out}/manifest.json
    done
}

# ---- Readers ----

# costs_a_line WORD REASON [OPTION...]: the 500th title of a thousand, with that reason
costs_a_line() {
    local word=$1 reason=$2 workers
    shift 2
    [ -z "${SANITIZED-}" ] || reason="*"
    place_bad misreads
    awk -v word="$word" 'BEGIN {
        for (i = 1; i <= 1000; i++)
            print "A blue ring, number " i (i == 500 ? ", deed-" word : "")
    }' >in.txt
    for workers in 1 2; do
        cuts 1 --force --plugins words --workers "$workers" "$@" in.txt
        same "$(seq 1000 | sed 500d)" "$(rows_of out/words.csv | cut -d, -f3 | uniq)"
        same "$(seq 1000 | sed 500d)" "$(rows_of out/records.csv | cut -d, -f3)"
        has_one_reject "in.txt,500,500,read,misreads,,$reason"
        same "1000 read, 999 matched, 1 failed" \
            "$(total records) read, $(total matched) matched, $(total failed) failed"
    done
}

@test "a reader crashes on a line" {
    costs_a_line null "*crashed: [Ss]egmentation fault (signal 11)*"
}

@test "a reader hangs on a line" {
    costs_a_line hang "*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

@test "a reader takes all memory on a line" {
    not_sanitized
    costs_a_line hoard "*memory*" --memory-limit 64M
}

@test "a reader ends the process on a line" {
    costs_a_line quit "*"
    costs_a_line roomless "*exit status 72*"
}

@test "a reader closes the files of its worker on a line" {
    costs_a_line rob "it closed or wrote to what it did not open: a file of its process"
}

@test "a reader writes to the line of its worker on a line" {
    costs_a_line chatter "it closed or wrote to what it did not open: a file of its process"
}

@test "a reader gives the same line for ever" {
    costs_a_line records "*" --time-limit "$soon"
}

@test "a reader rejects the same line for ever" {
    costs_a_line rejects "*" --time-limit "$soon"
}

@test "the text of a reader's record is nowhere" {
    costs_a_line wild "*crashed: [Ss]egmentation fault (signal 11)*"
}

# What happens in the reader's call must not be by the reader's modes.
@test "a reader sets rounding, traps and the locale before it gives its record" {
    place_bad misreads
    place_bad misdeeds
    printf 'A deed-good\n%.0s' 1 2 3 >in.txt
    cuts 0 --plugins misdeeds in.txt
    mv out good
    for word in rounded trapping; do
        printf 'A deed-good\nA deed-%s\nA deed-good\n' $word >in.txt
        cuts 0 --force --plugins misdeeds in.txt
        cmp {good,out}/misdeeds.csv
    done
    printf 'A deed-abroad\nA deed-abroad\n' >in.txt
    cuts 0 --force --plugins misdeeds in.txt
}

# tells_of_line WORD RECORDS REASON...: of three lines, the second does so and loses no more than that
tells_of_line() {
    local word=$1 records=$2 workers
    shift 2
    place_bad misreads
    printf 'A line\nA deed-%s\nA line\n' "$word" >in.txt
    for workers in 1 2; do
        cuts 1 --force --plugins words --workers $workers in.txt
        same "$(printf 'in.txt,2,2,read,misreads,,%s\n' "$@")" "$(rows_of out/rejects.csv)"
        same "$records" "$(rows_of out/records.csv | cut -d, -f3 | paste -sd ' ')"
        same "3 read" "$(total records) read"
    done
}

@test "a second record or reject for a line is told, however light a reader makes of it" {
    local second="it gave a second record for one line or paragraph"
    tells_of_line twice "1 2 3" "$second"
    tells_of_line unsaid "1 2 3" "$second"
    tells_of_line afterthought "1 3" "worn out" "$second"
}

@test "a reader that says that it failed has failed, whatever it returns" {
    tells_of_line waver "1 3" "too hard"
    tells_of_line recant "1 2 3" "too hard"
    echo "deed-recant" >in.txt
    cuts 1 --force --reader misreads:framing=whole in.txt
    same "in.txt,2,1,read,misreads,,too hard" "$(rows_of out/rejects.csv)"
    same "1" "$(rows_of out/records.csv | cut -d, -f3)"
    place_bad misreads look waver
    cuts 1 --force --reader misreads in.txt
    same "in.txt,,,input,,,the reader 'misreads' cannot look at it: too hard" "$(rows_of out/rejects.csv)"
    place_bad misreads open waver
    tells 2 "lapidary: --reader: the reader 'misreads' refuses its options: too hard" \
        lapidary run --plugin-path mine --reader misreads --force -o out in.txt
}

# costs_an_input WORD REASON [OPTION...]: a reader that goes wrong on the second of three inputs
costs_an_input() {
    local word=$1 reason=$2 workers
    shift 2
    [ -z "${SANITIZED-}" ] || reason="*"
    place_bad misreads
    for i in 1 2 3; do
        echo "A blue ring" >$i.txt
    done
    echo " deed-$word" >>2.txt
    for workers in 1 2; do
        cuts 1 --force --plugins words --workers "$workers" "$@" \
            --reader misreads:framing=whole 1.txt 2.txt 3.txt
        same "1.txt 3.txt" "$(rows_of out/words.csv | cut -d, -f2 | uniq | paste -sd ' ')"
        has_one_reject "2.txt,*,read,misreads,,$reason"
    done
}

@test "a reader crashes on a whole input" {
    costs_an_input null "*crashed: [Ss]egmentation fault (signal 11)*"
}

@test "a reader hangs on a whole input" {
    costs_an_input hang "*it took longer than $soon s, *--time-limit*" --time-limit "$soon"
}

@test "a reader gives fewer records of a whole input than before it crashed" {
    place_bad misreads
    for i in 1 2 3; do
        echo "A blue ring" >$i.txt
    done
    echo " deed-fewer" >>2.txt
    for workers in 1 2; do
        cuts 1 --force --plugins words --workers $workers --reader misreads:framing=whole 1.txt 2.txt 3.txt
        same "1 1.txt,5 2.txt,1 3.txt" \
            "$(rows_of out/records.csv | cut -d, -f2 | uniq -c | awk '{ print $1, $2 }' | paste -sd ,)"
        has_one_reject "2.txt,6,1,read,misreads,,*"
        same "8 read, 7 matched, 1 failed" \
            "$(total records) read, $(total matched) matched, $(total failed) failed"
    done
}

@test "a reader gives records of a whole input for ever" {
    not_sanitized
    costs_an_input records "*" --time-limit 1 --memory-limit 64M
}

# ---- Workers that die by another's hand ----

@test "workers that are killed from outside cost nothing" {
    in_a_thousand tarry
    "$LAPIDARY" run --quiet --plugin-path mine --workers 2 -o out in.jsonl &
    run=$!
    sleep 0.3
    read -ra killed <<<"$(children_of $run)"
    same 2 "${#killed[@]}"
    kill -KILL "${killed[@]}"
    wait $run
    same_table words
    same_table records
    same_table rejects
    same_table misdeeds 500
    same 1000 "$(rows_of out/records.csv | wc -l)"
}

# The first time somebody may have broken its heap, the second time it is done with care.
@test "a worker that uses up its CPU time twice over a record costs nothing" {
    in_a_thousand tarry
    (ulimit -S -t 86400 && exec "$LAPIDARY" run --quiet --plugin-path mine --workers 1 -o out in.jsonl) &
    run=$!
    for _ in 1 2; do
        sleep 0.5
        worker=$(children_of $run)
        kill -XCPU "${worker% }"
    done
    wait $run
    same_table words
    same_table records
    same_table rejects
    same_table misdeeds 500
}

# rests PID: waits until the process has had nothing to do for a moment
rests() {
    local before='' now
    while now=$(cut -d ' ' -f 14,15 "/proc/$1/stat") && [ "$now" != "$before" ]; do
        before=$now
        sleep 0.2
    done
}

@test "idle workers that are killed over and over, with work done between, cost nothing" {
    mkfifo pipe
    "$LAPIDARY" run --quiet --plugin-path mine --workers 1 -o out - <pipe &
    run=$!
    exec 7>pipe
    for _ in 1 2 3 4; do
        cat in.jsonl >&7
        worker=$(children_of $run)
        rests "${worker% }"
        kill -KILL "${worker% }"
    done
    exec 7>&-
    wait $run
    cmp <(rows_of out/misdeeds.csv | cut -d, -f1,4-) \
        <(for _ in 1 2 3 4; do rows_of "$BATS_FILE_TMPDIR/good/misdeeds.csv" | cut -d, -f1,4-; done)
    same "$(seq 4000)" "$(rows_of out/misdeeds.csv | cut -d, -f3)"
    same "" "$(rows_of out/rejects.csv)"
}

# ---- Files that workers share with the run ----

# The first worker is so long at its first chunk that the second is at its second one by then.
@test "it writes into all files that it finds while its first chunk waits to be taken" {
    not_sanitized
    in_a_thousand good
    sed -i '1s/deed-good/deed-tarry/; 900s/deed-good/deed-spoil/' in.jsonl
    cuts 0 --force --workers 2 in.jsonl
    same_table words
    same_table records
    same_table rejects
    cmp out/misdeeds.csv <(awk -F, '$3 != 1 && $3 != 900' "$BATS_FILE_TMPDIR/good/misdeeds.csv")
}

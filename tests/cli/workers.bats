#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Workers: the same tables for any number of them, limits, and runs that are broken off and gone on
# with.
# shellcheck disable=SC2030,SC2031,SC2154 # words.bash and bats set variables
load words

# many N: N papers in JSON Lines, of which every third holds two words and every tenth repeats one
many() {
    awk -v n="$1" 'BEGIN {
        for (i = 0; i < 300; i++) filler = filler " Nothing stands here"
        for (i = 1; i <= n; i++)
            printf "{\"id\": \"%d\", \"title\": \"%s\", \"abstract\": \"%d%s\"}\n", i % 10 ? i : i / 10,
                i % 3 ? "A plain thing" : "A blue ring and a red cube", i, filler
    }'
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    place_words
}

tables() {
    (cd "$1" && sha256sum -- *.csv manifest.json datapackage.json)
}

# wait_for FILE: until it is there
wait_for() {
    until [ -e "$1" ]; do sleep 0.01; done
}

@test "any number of workers gives the same bytes" {
    many 1500 >many.jsonl
    cp "$top"/docs/examples/*.txt .
    printf 'no JSON\n' >>many.jsonl
    cp many.jsonl more.jsonl
    cuts 1 --workers 0 many.jsonl ./*.txt more.jsonl
    wanted=$(tables out)
    [ "$(stat -c %s many.jsonl)" -gt $((4 << 20)) ]
    for workers in 1 2 3 16; do
        cuts 1 --force --workers "$workers" many.jsonl ./*.txt more.jsonl
        same "$wanted" "$(tables out)"
    done
}

@test "run.json says how many workers there were, and what they gave up" {
    many 3 >few.jsonl
    cuts 0 --workers 3 few.jsonl
    grep -q '"workers": 3' out/run.json
    grep -q '"no_new_privs": true' out/run.json
    cuts 0 --force --workers 0 few.jsonl
    grep -q '"workers": 0' out/run.json
    grep -q '"sandbox": null' out/run.json
}

@test "a run without /proc finds the plugins beside it, and gives the same tables" {
    not_sanitized
    lapidary run --quiet "$examples/papers.jsonl" -o with
    unshare --map-root-user --mount true 2>/dev/null || skip "no file system can be mounted here"
    for workers in 0 1; do
        unshare --map-root-user --mount sh -c 'mount -t tmpfs none /proc && exec "$@"' sh "$LAPIDARY" \
            run --quiet --workers $workers "$examples/papers.jsonl" -o without
        diff -r --exclude run.json with without
        rm -r without
    done
}

@test "an amount that is none" {
    many 3 >few.jsonl
    for option in workers=-1 workers=2000 workers=1K row-limit=0 fault-limit=x time-limit=0 \
        time-limit=soon time-limit=0x10 memory-limit=1 memory-limit=9223372036854775807 match-limit=4294967296 depth-limit=0; do
        run --separate-stderr lapidary run --plugin-path mine few.jsonl -o out "--$option"
        same "status 2" "status $status"
        [[ $stderr == "lapidary: --${option%=*}: '${option#*=}' will not do; give "* ]]
    done
    [ ! -e out ]
    tells 2 "lapidary: --workers: '2000' will not do; give a whole number from 0 to 1024" \
        lapidary run --plugin-path mine few.jsonl -o out --workers 2000
    tells 2 "lapidary: --memory-limit: '64K' will not do; give a size from 1M to 1073741824G, such as 500M or 2G" \
        lapidary run --plugin-path mine few.jsonl -o out --memory-limit 64K
    cuts 0 --memory-limit 500M --time-limit 86400 few.jsonl
    cuts 0 --force --workers 2 --memory-limit 1073741824G few.jsonl
}

@test "more rows of a record than the limit are a reject with the figures" {
    printf '{"id": "1", "title": "A blue ring and a red cube"}\n{"id": "2", "title": "A blue thing"}\n' >two.jsonl
    cuts 1 --row-limit 1 two.jsonl
    rejects "two.jsonl,1,1,extract,words,,\"it offered more than 1 rows for one record, the limit; raise it with --row-limit\""
    same 2 "$(rows_of out/words.csv | cut -d, -f3)"
    cuts 1 --force --row-limit 3 two.jsonl
    cuts 0 --force --row-limit 4 two.jsonl
}

@test "a match limit that is too low is a reject with the pattern" {
    place "$bad/declarations/costly_pattern.yaml" mine/words/words.yaml
    printf '{"id": "1", "title": "A blue rrrrrrrrrr ring"}\n{"id": "2", "title": "A green ring"}\n' >two.jsonl
    cuts 1 --engine plain --match-limit 100 two.jsonl
    rejects "two.jsonl,1,1,scan,words,shape,the search ran into the match limit; what the pattern would still have found in this record is not known"
    same "blue green r" "$(rows_of out/words.csv | cut -d, -f8 | paste -sd ' ')"
    cuts 0 --force --engine plain two.jsonl
    same "blue r green r" "$(rows_of out/words.csv | cut -d, -f8 | paste -sd ' ')"
}

# ---- Broken off ----

# begin [PREFIX...]: a run in the background that takes its time; its process is $run
begin() {
    place_slow
    for i in {1..18}; do printf 'A blue ring %0400000d\n' "$i"; done >long.txt
    "$@" "$LAPIDARY" run --quiet --plugin-path mine --workers 2 --reader slow long.txt -o out 2>said &
    run=$!
}

# wait_for_checkpoint: until the run has one, and would be gone on with after any death
wait_for_checkpoint() {
    for _ in {1..600}; do
        if grep -qs '^done ' out/.run.part; then return; fi
        sleep 0.05
    done
    return 1
}

# was_gone_on_with: the run in `out` began with what another had done, and not anew
was_gone_on_with() {
    grep -qE '"records_before": [1-9]' out/run.json
}

# whole OPTION...: long.txt is done to its end, and is as if nothing had been
whole() {
    cuts 0 "$@" --reader slow long.txt
    tables out >found
    tells 0 "" lapidary run --quiet --plugin-path mine -o whole --reader slow long.txt
    same "$(tables whole)" "$(cat found)"
    same "datapackage.json manifest.json records.csv rejects.csv run.json words.csv " "$(files out)"
}

@test "a run that is asked to stop ends what it began, and --resume goes on" {
    for signal in INT TERM HUP; do
        rm -rf out whole
        begin env --default-signal=HUP
        wait_for out/.run.part
        sleep 0.5
        kill -s "$signal" $run
        wait $run && false || same 3 $?
        grep -qxE "lapidary: stopped after [0-9]+ records; what is done is kept in out: the same command with --resume goes on" said
        [ ! -e out/manifest.json ]
    done
    run --separate-stderr lapidary run --quiet --plugin-path mine --reader slow long.txt -o out
    same 3 "$status"
    [[ $stderr == "lapidary: out: holds an unfinished run"*--resume*--force* ]]
    whole --resume
    was_gone_on_with
    grep -q '"records_before": 0,' whole/run.json
}

@test "a run that was begun with SIGHUP ignored, as nohup does, outlives its terminal" {
    begin env --ignore-signal=HUP
    wait_for out/.run.part
    sleep 0.5
    kill -HUP $run
    wait $run
    same "" "$(cat said)"
    [ -e out/manifest.json ]
}

@test "a run that has used up its CPU time stops" {
    begin
    wait_for out/.run.part
    sleep 0.5
    kill -XCPU $run
    wait $run && false || same 3 $?
    [[ $(cat said) == "lapidary: stopped after "*" records since its CPU time was used up (raise it with ulimit -t); what is done is kept in out: the same command with --resume goes on" ]]
}

@test "a run that was begun with signals blocked can be asked to stop" {
    begin env --block-signal
    wait_for out/.run.part
    sleep 0.5
    kill -TERM $run
    wait $run && false || same 3 $?
    [[ $(cat said) == "lapidary: stopped after "* ]]
}

@test "a run that is asked to stop does so within a unit that has no end" {
    endless=(timeout -s INT -k 10 1 "$LAPIDARY" run --quiet --force --plugin-path mine -o out --record-limit 1M)
    for reader in jsonl hf_links hf_listing; do
        ends_with 124 "${endless[@]}" --reader "$reader" /dev/zero
        [[ $output == "lapidary: stopped after 0 records; "* ]]
    done
    yes '' | ends_with 124 "${endless[@]}" --reader jsonl -
}

# stops_in_time INPUT: a run is asked to stop right before it waits for more of INPUT, by hasty.so
stops_in_time() {
    not_sanitized
    cat >hasty.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#define NEXT(call) ((__typeof__(call) *)dlsym(RTLD_NEXT, #call))
/* Only the run's own process answers. */
static int answers(void)
{
    struct sigaction action;
    sigaction(SIGINT, NULL, &action);
    return action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN;
}
static void ask_to_stop(void)
{
    static int is_asked;
    if (!is_asked && answers()) {
        is_asked = 1;
        raise(SIGINT);
    }
}
static void ask_before_wait(int file)
{
    struct stat status;
    int waiting = 1;
    if (fstat(file, &status) == 0 && S_ISFIFO(status.st_mode) && ioctl(file, FIONREAD, &waiting) == 0 && !waiting)
        ask_to_stop();
}
ssize_t read(int file, void *bytes, size_t size)
{
    ask_before_wait(file);
    return NEXT(read)(file, bytes, size);
}
int ppoll(struct pollfd *ends, nfds_t count, const struct timespec *limit, const sigset_t *mask)
{
    ask_before_wait(ends->fd);
    return NEXT(ppoll)(ends, count, limit, mask);
}
/* Of two ends that have nothing to say, as those of an unpacking process that hangs. */
int poll(struct pollfd *ends, nfds_t count, int limit)
{
    if (count != 2 || !answers())
        return NEXT(poll)(ends, count, limit);
    ask_to_stop();
    return NEXT(poll)(NULL, 0, limit);
}
C
    build hasty.c "$PWD/hasty.so"
    ends_with 3 timeout -s KILL 20 env LD_PRELOAD="$PWD/hasty.so" "$LAPIDARY" run --quiet --force \
        --workers 0 --time-limit 86400 --plugin-path mine --reader text:record=line "$1" -o out
    [[ $output == "lapidary: stopped after "* ]]
}

@test "a run that is asked to stop right before it waits for a pipe does not wait" {
    not_sanitized # before there is a writer that would wait for ever
    mkfifo pipe
    exec 5<>pipe # has no end
    timeout 60 sh -c "yes 'A blue ring and no more' | head -c 96000" >&5 3>&- &
    stops_in_time pipe
}

@test "a run that is asked to stop right before it waits for what unpacks does not wait" {
    yes 'A blue ring' | head -n 100 | gzip >packed.gz
    stops_in_time packed.gz
}

# As timeout sends them: to the run, and to the group that it is in.
@test "two signals at once are one" {
    begin
    wait_for out/.run.part
    sleep 0.2
    kill -INT $run
    sleep 0.01
    kill -INT $run
    wait $run && false || same 3 $?
    [[ $(cat said) == "lapidary: stopped after "* ]]
}

@test "a second signal stops at once" {
    begin
    wait_for out/.run.part
    sleep 0.2
    kill -INT $run
    sleep 0.2
    kill -INT $run
    wait $run && false || same 3 $?
    [[ $(cat said) == *"lapidary: stopped at once"* ]]
    whole --resume
}

@test "a run that is aborted from outside ends" {
    mkfifo late
    "$LAPIDARY" run --quiet --plugin-path mine late -o out 2>said &
    run=$!
    exec 5>late # waits until the run reads it
    kill -ABRT $run
    exec 5>&-
    wait $run && false || same 134 $?
}

@test "a run that is killed leaves no workers, and --resume goes on" {
    begin
    wait_for_checkpoint
    read -ra workers <<<"$(children_of $run)"
    same 2 "${#workers[@]}"
    kill -KILL $run
    wait $run || true
    for worker in "${workers[@]}"; do
        for _ in {1..100}; do [ -e "/proc/$worker" ] && sleep 0.02; done
        [ ! -e "/proc/$worker" ]
    done
    whole --resume
    was_gone_on_with
}

@test "a resumed run knows the papers that were read before" {
    place_slow
    for i in {1..9}; do printf 'A blue ring %0400000d\n' 7; done >long.txt
    "$LAPIDARY" run --quiet --plugin-path mine --workers 1 --reader slow long.txt -o out &
    run=$!
    wait_for_checkpoint
    kill -KILL $run
    wait $run || true
    whole --resume
    was_gone_on_with
    same 8 "$(rows_of out/records.csv | grep -c ',long.txt#1$')"
}

@test "a run whose input was changed is not gone on with" {
    begin
    wait_for out/.run.part
    sleep 1.3
    kill -INT $run
    wait $run || true
    echo more >>long.txt
    run --separate-stderr lapidary run --quiet --plugin-path mine --reader slow long.txt -o out --resume
    same 3 "$status"
    [[ $stderr == "lapidary: out: "*long.txt* ]] || { echo "$stderr"; false; }
}

# stops_behind INPUT: a run that has read it is asked to stop in the input behind it
stops_behind() {
    not_sanitized # for what it does in a worker
    mkdir -p mine/misreads
    place "$bad/plugins/misreads.yaml" mine/misreads/
    build "$bad/plugins/misreads.c" mine/misreads/misreads.so
    printf 'A blue ring\nA deed-interrupt\n' >behind.txt
    asked=(--record-limit 9M --reader text:record=line "$1" --reader misreads behind.txt)
    run --separate-stderr lapidary run --quiet --plugin-path mine --workers 0 "${asked[@]}" -o out
    same 3 "$status"
    [[ $stderr == "lapidary: stopped after "*" records; what is done is kept in out: "* ]] || { echo "$stderr"; false; }
}

# Three chunks of text.
long() {
    seq 396000 | paste -sd '          \n'
}

# exchange NEW OLD: so that only its bytes tell it
exchange() {
    same "$(stat -c %s "$2")" "$(stat -c %s "$1")"
    touch -r "$2" "$1"
    mv "$1" "$2"
}

# In long.gz, and in spoilt.gz so that the second half can no longer be read.
pack_long() {
    local half
    long | head -n 18000 | gzip >long.gz
    half=$(stat -c %s long.gz)
    long | tail -n 18000 | gzip >>long.gz
    cp long.gz spoilt.gz
    printf '\377' | dd of=spoilt.gz bs=1 seek=$((half + 10)) conv=notrunc status=none # no type of block
}

# is_no_more SENTENCE: the run is not gone on with, and says so with a sentence, a pattern of bash
is_no_more() {
    run --separate-stderr lapidary run --quiet --plugin-path mine "${asked[@]}" -o out --resume
    same 3 "$status"
    # shellcheck disable=SC2053 # a pattern
    [[ $stderr == "lapidary: "$1* ]] || { echo "$stderr"; false; }
}

@test "a run is not gone on with while what it read cannot be read" {
    pack_long
    cp -p long.gz good.gz
    stops_behind long.gz
    exchange spoilt.gz long.gz
    is_no_more "long.gz: what the run that was broken off read of it cannot be read now (*); go on with --resume when it can be"
    exchange good.gz long.gz
    cuts 0 --resume "${asked[@]}"
    same 36001 "$(rows_of out/records.csv | wc -l)"
}

@test "a run is not gone on with where what it could not read can be read" {
    pack_long
    mv long.gz good.gz
    mv spoilt.gz long.gz
    stops_behind long.gz
    exchange good.gz long.gz
    is_no_more "long.gz: is read otherwise than by the run that was broken off; begin anew with --force"
}

@test "a run is not gone on with where there is less to read than it read" {
    long >long.txt
    tr '\n' ' ' <long.txt >line.txt
    stops_behind long.txt
    exchange line.txt long.txt
    is_no_more "long.txt: is read otherwise than by the run that was broken off; begin anew with --force"
}

@test "a run is gone on with where an input fails behind what was read of it, as it did before" {
    pack_long
    mv spoilt.gz long.gz
    stops_behind long.gz
    cuts 1 --resume "${asked[@]}"
    tables out >found
    tells 1 "" lapidary run --quiet --plugin-path mine "${asked[@]}" -o whole
    same "$(tables whole)" "$(cat found)"
    same long.gz,,,input "$(rows_of out/rejects.csv | cut -d, -f 1-4)"
}

@test "a finished run that is resumed says again what came of it, and changes nothing" {
    printf '{"id": "1", "title": "A blue ring"}\nno JSON\n' >in.jsonl
    lapidary run --plugin-path mine --reader jsonl in.jsonl -o out >first && false || same 1 $?
    before=$(stat -c '%n %i %z' out/*)
    lapidary run --plugin-path mine --reader jsonl in.jsonl -o out --resume >again && false || same 1 $?
    diff first again
    same "$before" "$(stat -c '%n %i %z' out/*)"
    touch in.jsonl
    run --separate-stderr lapidary run --plugin-path mine --reader jsonl in.jsonl -o out --resume
    same 3 "$status"
    [[ $stderr == "lapidary: out: holds a run already "* ]]
}

# is_another [OPTION...]: so asked the run that is finished is not the one that is resumed
is_another() {
    run --separate-stderr lapidary run --quiet --plugin-path mine "$@" -o out --resume
    same 3 "$status"
    [[ $stderr == "lapidary: out: holds a run already "* ]] || { echo "$*: $stderr"; false; }
}

@test "a finished run of which anything is asked otherwise is another" {
    local asked=(--config job.yaml --reader text:record=line in.txt)
    echo 'A blue ring' >in.txt
    cp in.txt more.txt
    echo 'plugins: {words: {least: 1}}' >job.yaml
    cuts 0 "${asked[@]}"
    cuts 0 --resume --workers 3 --time-limit 9 "${asked[@]}"
    is_another --config job.yaml --reader text:record=file in.txt
    is_another --config job.yaml --reader text in.txt
    is_another --config job.yaml --reader text:record=line,title=first-line in.txt
    is_another "${asked[@]}" more.txt
    is_another --crlf "${asked[@]}"
    is_another --spreadsheet "${asked[@]}"
    for limit in record unpacked row match depth; do
        is_another --$limit-limit 999 "${asked[@]}"
    done
    echo '# more' >>mine/words/words.yaml
    is_another "${asked[@]}"
    cuts 0 --force "${asked[@]}"
    echo 'plugins: {words: {least: 5}}' >job.yaml
    is_another "${asked[@]}"
}

@test "a finished run whose input another reader takes now is another" {
    printf '{"id": "1", "title": "A blue ring"}\n' >in.txt
    cp -p in.txt then.txt
    tells 0 "" lapidary run --quiet --plugin-path mine in.txt -o out
    printf 'It is a text of as many bytes here.\n' >in.txt
    same "$(stat -c %s then.txt)" "$(stat -c %s in.txt)"
    touch -r then.txt in.txt
    run --separate-stderr lapidary run --quiet --plugin-path mine in.txt -o out --resume
    same 3 "$status"
    [[ $stderr == "lapidary: out: holds a run already "* ]]
}

@test "a finished run that has lost a table is not said again" {
    printf '{"id": "1", "title": "A blue ring"}\n' >in.jsonl
    tells 0 "" lapidary run --quiet --plugin-path mine in.jsonl -o out
    echo >>out/words.csv
    refused="lapidary: out: holds a run already (manifest.json is there) and none that could be gone on with; replace it with --force, or choose another folder with -o"
    tells 3 "$refused" lapidary run --quiet --plugin-path mine in.jsonl -o out --resume
    rm out/words.csv
    tells 3 "$refused" lapidary run --quiet --plugin-path mine in.jsonl -o out --resume
    tells 0 "" lapidary run --quiet --plugin-path mine in.jsonl -o out --resume --force
    same 2 "$(rows_of out/words.csv | wc -l)"
}

@test "a run of a pipe that is asked to stop cannot be gone on with, and says so" {
    place_slow
    mkfifo pipe
    "$LAPIDARY" run --quiet --plugin-path mine --workers 2 --reader slow pipe -o out 2>said &
    run=$!
    for i in {1..18}; do printf 'A blue ring %0400000d\n' "$i"; done >pipe &
    wait_for out/.run.part
    sleep 0.5
    kill -INT $run
    wait $run && false || same 3 $?
    grep -qxE "lapidary: stopped after [0-9]+ records; an input can be read only once: begin anew in out with --force" said
}

@test "what was read from a pipe is not gone on with" {
    tells 0 "" lapidary run --quiet --plugin-path mine --reader text - -o out <<<'A blue ring'
    run --separate-stderr lapidary run --plugin-path mine --reader text - -o out --resume <<<'A red cube'
    same 3 "$status"
    [[ $stderr == "lapidary: out: holds a run already "* ]]
}

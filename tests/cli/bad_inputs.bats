#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Inputs, options and folders that are wrong in one way each: what is said of them, and what of the
# others still comes out.
# shellcheck disable=SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load words

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    place_words
    printf '{"id": "good", "title": "A blue ring"}\n' >good.jsonl
}

# input FILE REJECT [OPTION...]: FILE of tests/bad/inputs is told with this line of rejects.csv, and
# the good input beside it comes out whole
input() {
    place "$bad/inputs/$1" .
    cuts 1 "${@:3}" "$1" good.jsonl
    rejects "$1,$2"
    same 2 "$(grep -c '^good,good.jsonl,1,A blue ring,title,' out/words.csv)"
}

# records FILE COUNT: so many of its records were taken
records() {
    same "$2" "$(rows_of out/records.csv | cut -d, -f2 | grep -cx "$1")"
}

# ---- What cannot be read at all ----

@test "inputs that are not there are all told, and nothing is written" {
    tells 2 'lapidary: nowhere.txt: the input cannot be found (No such file or directory); name a file, a folder or -
lapidary: no/where: the input cannot be found (No such file or directory); name a file, a folder or -' \
        lapidary run --plugin-path mine good.jsonl nowhere.txt no/where -o out
    [ ! -e out ]
}

@test "an input that is named twice" {
    mkdir folder
    cp good.jsonl folder
    tells 2 "lapidary: folder/good.jsonl: is the name of two inputs, and rows are told apart by it; name it once, alone or by its folder
lapidary: good.jsonl: is the name of two inputs, and rows are told apart by it; name it once, alone or by its folder" \
        lapidary run --plugin-path mine good.jsonl folder folder/good.jsonl good.jsonl -o out
    [ ! -e out ]
    cp good.jsonl $'x\xff'
    cp good.jsonl $'x\xfe'
    tells 2 $'lapidary: x\xef\xbf\xbd: is the name of two inputs, and rows are told apart by it; where U+FFFD stands for bytes that are no UTF-8, rename one of them' \
        lapidary run --plugin-path mine $'x\xff' $'x\xfe' -o out
}

@test "an input that may not be read" {
    find_nobody
    cp good.jsonl secret.jsonl
    chmod 0 secret.jsonl
    mkdir free
    chmod 777 free
    tells 1 "" "${as_nobody[@]}" "$LAPIDARY" run --quiet --plugin-path mine secret.jsonl good.jsonl -o free/out
    same "secret.jsonl,,,input,,,secret.jsonl: cannot be opened (Permission denied); let it be read or leave it out" \
        "$(rows_of free/out/rejects.csv)"
    same 2 "$(rows_of free/out/words.csv | wc -l)"
}

@test "an input that goes away while others are looked at" {
    cp good.jsonl gone.jsonl
    mkfifo late
    lapidary run --quiet --plugin-path mine gone.jsonl late -o out &
    exec 5>late # waits until the program opens it, and it has looked at gone.jsonl then
    rm gone.jsonl
    cat good.jsonl >&5
    exec 5>&-
    status=0
    wait $! || status=$?
    same 1 "$status"
    rejects "gone.jsonl,,,input,,,gone.jsonl: cannot be opened (No such file or directory); put it back or leave it out"
    records late 1
}

@test "a program for an input" {
    input binary.bin ',,input,,,"no reader knows what this is; choose one with --reader NAME, or leave the input out"'
}

@test "a saved page and other XML are no plain text, but where it is asked for" {
    input page.html ',,input,,,"no reader knows what this is; choose one with --reader NAME, or leave the input out"'
    printf '\xef\xbb\xbf\n<?xml version="1.0"?>\n<svg><title>A red ring</title></svg>\n' >ring.svg
    printf '\n<div class="paper">A red ring</div>\n' >part.html
    printf '<!-- saved --><p>A red ring</p>\n' >noted.html
    printf '{\\rtf1\\ansi A red ring}\n' >paper.rtf
    for page in ring.svg part.html noted.html paper.rtf; do
        cuts 1 --force "$page"
        rejects "$page"',,,input,,,"no reader knows what this is; choose one with --reader NAME, or leave the input out"'
    done
    printf '<3 is how we rate a red ring, < 2 the rest.\n' >rated.txt
    cuts 0 --force rated.txt
    cuts 0 --force --reader text page.html
    grep -qF 'A red ring' out/words.csv
}

@test "a compressed input that is cut short" {
    input cut_short.txt.gz ',,input,,,"cut_short.txt.gz: its gzip data cannot be unpacked beyond byte 38 of what comes of it (it is cut short); see what gzip -t says of it, and get it again or unpack it before"'
}

@test "what is wrong with an input stands behind what is wrong with its records" {
    { cat good.jsonl; echo 'no JSON'; cat good.jsonl; } | gzip | head -c -4 >cut.jsonl.gz
    for workers in 1 2; do
        cuts 1 --force --workers $workers cut.jsonl.gz
        same "2 " "$(rows_of out/rejects.csv | cut -d, -f2 | paste -sd ' ')"
    done
}

@test "a compressed input, and no libarchive" {
    printf '\xfd7zXZ\0' >odd.xz
    mkdir hidden
    : >hidden/libarchive.so.13
    LD_LIBRARY_PATH=$PWD/hidden cuts 1 odd.xz good.jsonl
    rejects "odd.xz,,,input,,,\"odd.xz: is compressed with xz, and libarchive (libarchive13) cannot be loaded for it: $PWD/hidden/libarchive.so.13: file too short; unpack it before, or run again\""
    records good.jsonl 1
}

@test "a compressed input that unpacks to too much" {
    yes '{"title": "A blue ring"}' | head -n 100000 | gzip >bomb.gz
    cuts 1 --unpacked-limit 1M bomb.gz good.jsonl
    rejects "bomb.gz,,,input,,,\"bomb.gz: unpacks to more than 1048576 bytes, the limit, of which $(stat -c %s bomb.gz) of its $(stat -c %s bomb.gz) bytes were read; raise it with --unpacked-limit\""
    records bomb.gz $((1048576 / 25))
    records good.jsonl 1
    cuts 1 --force --unpacked-limit 1K - < <(yes '{"title": "A blue ring"}' | head -n 100 | gzip)
    rejects '-,,,input,,,"standard input: unpacks to more than 1024 bytes, the limit; raise it with --unpacked-limit"'
}

@test "an input that is read as a whole and is too large" {
    { echo '['; yes '{"title": "A blue ring"},' | head -n 1000; echo '{}]'; } >all.json
    gzip -c all.json >all.json.gz
    cuts 1 --record-limit 1K all.json all.json.gz good.jsonl
    for file in all.json all.json.gz; do
        echo "$file,1,1,read,jsonl,,the input has $(stat -c %s all.json) bytes and the limit is 16384; raise it with --record-limit"
    done >wanted
    rejects "$(cat wanted)"
    records good.jsonl 1
}

# unpacks_under SIGNAL OPTION...: what the reject says of a compressed input whose process is sent that
unpacks_under() {
    local signal=$1 process=
    shift
    rm -rf out late
    mkfifo late
    head -c 300000 /dev/urandom | base64 | gzip >noise.gz
    "$LAPIDARY" run --quiet --plugin-path mine "$@" late -o out &
    exec 5>late
    head -c 200000 noise.gz >&5 # more than it is looked at for, so that the process waits for the rest
    until [ -n "$process" ]; do
        read -r process _ <"/proc/$!/task/$!/children" || sleep 0.05
    done
    kill -s "$signal" "$process"
    exec 5>&-
    status=0
    wait $! || status=$?
    same 1 "$status"
    rows_of out/rejects.csv
}

# is_not_unpacked TOLD REASON
is_not_unpacked() {
    [[ $1 == *"late: its gzip data cannot be unpacked beyond byte "*" ($2); "* ]] || { echo "$1"; false; }
}

@test "a compressed input whose process is killed" {
    told=$(unpacks_under KILL)
    is_not_unpacked "$told" "its process was killed from outside, as the system does where memory is short"
}

@test "a compressed input whose process hangs" {
    told=$(unpacks_under STOP --time-limit "$soon")
    is_not_unpacked "$told" "its process did nothing for $soon s, the limit; raise it with --time-limit"
}

# deserts: runs a compressed input whose process, where hang.c calls desert(), closes all files and goes
# on, and as one that has no limit of time would
deserts() {
    not_sanitized
    {
        cat <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
static void desert(void)
{
    for (int file = 0; file < 64; file++)
        close(file);
    for (;;)
        usleep(1000);
}
C
        cat
    } >hang.c
    build hang.c "$PWD/hang.so"
    gzip -c good.jsonl >packed.gz
    status=0
    timeout -s KILL 20 env LD_PRELOAD="$PWD/hang.so" "$LAPIDARY" run --quiet --workers 0 --time-limit 86400 \
        --plugin-path mine packed.gz -o out || status=$?
}

@test "a compressed input whose process closes its pipe and goes on" {
    deserts <<'C'
int inflate(void *stream, int flush)
{
    desert();
    return stream == NULL && flush;
}
C
    same 1 "$status"
    is_not_unpacked "$(sed s/packed.gz:/late:/ out/rejects.csv)" "its process closed its end of the pipe and went on"
}

@test "a compressed input whose process has told all and goes on" {
    deserts <<'C'
static int is_done;
int inflateEnd(void *stream)
{
    is_done = 1;
    return ((int (*)(void *))dlsym(RTLD_NEXT, "inflateEnd"))(stream);
}
int snprintf(char *text, size_t size, const char *format, ...) /* which writes the verdict's reason */
{
    va_list values;
    int length;
    if (is_done)
        desert();
    va_start(values, format);
    length = vsnprintf(text, size, format, values);
    va_end(values);
    return length;
}
C
    same 0 "$status"
    records packed.gz 1
}

@test "a folder that the run writes into" {
    mkdir papers
    cp good.jsonl papers
    cuts 0 papers -o papers/out
    before=$(cat papers/out/manifest.json)
    cuts 0 --force papers -o papers/out
    same "$before" "$(cat papers/out/manifest.json)"
    tells 2 "lapidary: papers/: is the folder that the run writes into; choose another with -o, or name the files in it" \
        lapidary run --quiet --plugin-path mine papers/ -o papers
    same good.jsonl "$(cd papers && ls -- *.jsonl)"
    cuts 0 papers/good.jsonl -o papers
}

@test "archives" {
    tar -cf papers.tar good.jsonl
    gzip -k papers.tar
    printf 'PK\003\004' >papers.zip
    cuts 1 papers.tar papers.tar.gz papers.zip good.jsonl
    rejects "papers.tar,,,input,,,papers.tar: is a tar archive; make text of it on the way: tar -xOf 'papers.tar' | lapidary run - -o DIR" \
        'papers.tar.gz,,,input,,,"papers.tar.gz: is a tar archive, compressed with gzip; unpack it, and make text of it before"' \
        "papers.zip,,,input,,,papers.zip: is a ZIP archive; make text of it on the way: unzip -p 'papers.zip' | lapidary run - -o DIR"
    records good.jsonl 1
    for format in ustar oldgnu gnu pax; do
        tar --format=$format -cf papers.tar good.jsonl
        cuts 1 --force papers.tar
        grep -qF "papers.tar: is a tar archive; " out/rejects.csv
    done
    mv papers.zip ./"-it's.zip"
    cuts 1 --force -- "-it's.zip"
    rejects "-it's.zip,,,input,,,-it's.zip: is a ZIP archive; make text of it on the way: unzip -p './-it'\\''s.zip' | lapidary run - -o DIR"
    mv ./-it* papers.zip
    tells 0 "" bash -c "tar -xOf 'papers.tar' | \"\$0\" run --quiet --plugin-path mine - -o piped" "$LAPIDARY"
    cuts 0 --force good.jsonl
    cmp <(rows_of piped/words.csv | cut -d, -f1,3-) <(rows_of out/words.csv | cut -d, -f1,3-)
    cuts 1 --force - <papers.zip
    rejects '-,,,input,,,"standard input is a ZIP archive; unpack it before, and name what comes out"'
}

@test "an input in UTF-16" {
    input utf16.txt ",,input,,,utf16.txt: is text in UTF-16; make text of it on the way: iconv -f UTF-16 -t UTF-8 'utf16.txt' | lapidary run - -o DIR"
}

@test "a name that is no UTF-8 is told with U+FFFD" {
    mkdir pages
    printf 'A blue ring.\n' >"pages/$(printf 'a\xffb').txt"
    cuts 0 pages
    same $'pages/a\ufffdb.txt' "$(rows_of out/records.csv | cut -d, -f2)"
}

# ---- What cannot be read in part ----

@test "a broken line among good ones" {
    input broken_line.jsonl "2,2,read,jsonl,,broken JSON near column 33 (parse error: premature EOF); mend the line"
    records broken_line.jsonl 2
}

@test "a line that is no object" {
    input no_object.jsonl "2,2,read,jsonl,,a text stands where an object must; take it out"
    records no_object.jsonl 2
}

@test "a record with neither title nor abstract" {
    input no_text.jsonl "2,2,read,jsonl,,the record has neither title nor abstract"
    records no_text.jsonl 2
}

@test "an object without a text, and one whose papers stand in a list in it" {
    cat >nested.jsonl <<'TEXT'
{"name": "A blue ring", "authors": ["Anne"], "next": {"papers": [{"title": "A red cube"}]}}
{"total": 2, "rows": [[{"title": "A red cube"}]], "papers": [{"title": "A red cube"}], "more": [{}]}
TEXT
    told="the object has no text under 'title|paper.title' or 'abstract|summary|paper.summary'; name its keys with --reader jsonl:title=KEY,abstract=KEY"
    cuts 1 nested.jsonl good.jsonl
    rejects "nested.jsonl,1,1,read,jsonl,,\"$told\"
nested.jsonl,2,2,read,jsonl,,\"$told, or take the papers out of its list first, as jq -c '.papers[]' FILE does\""
    records good.jsonl 1
    # The list is that of the object at hand, whatever stands before it.
    printf '[{"title": "A"},\n{"found": [{"title": "A red cube"}]},\n{"name": "B"}, {"title": "C"}]' >nested.json
    cuts 1 --force --reader jsonl:title=title,abstract=abstract nested.json
    rejects "nested.json,2,2,read,jsonl,,\"the object has no text under 'title' or 'abstract'; name its keys with --reader jsonl:title=KEY,abstract=KEY, or the list that the papers stand in with list=found\"
nested.json,3,3,read,jsonl,,\"the object has no text under 'title' or 'abstract'; name its keys with --reader jsonl:title=KEY,abstract=KEY\""
    records nested.json 2
}

@test "a title that is a list" {
    input wrong_type.jsonl "2,2,read,jsonl,,\"the value of 'title' is a list, not a text; choose a key with --reader jsonl:title=KEY\""
    records wrong_type.jsonl 2
}

@test "an abstract that is no index of words" {
    cat >indexes.jsonl <<'TEXT'
{"title": "A blue ring", "abstract_inverted_index": {"It": [0], "is": 1}}
{"title": "A red cube", "abstract_inverted_index": "It is red."}
{"title": "A green rod", "abstract_inverted_index": {"It": [0], "is": [1], "green.": [2]}}
TEXT
    cuts 1 indexes.jsonl
    rejects "indexes.jsonl,1,1,read,jsonl,,\"the value of 'abstract_inverted_index' is an object of something else, not an index of words; choose a key with --reader jsonl:abstract_index=KEY\"
indexes.jsonl,2,2,read,jsonl,,\"the value of 'abstract_inverted_index' is a text, not an index of words; choose a key with --reader jsonl:abstract_index=KEY\""
    records indexes.jsonl 1
}

@test "an array that breaks off" {
    input truncated.json '3,3,read,jsonl,,"broken JSON near column 27 (parse error: premature EOF); the rest of the input is lost, mend it"'
    records truncated.json 2
}

@test "a line above the limit" {
    input large_line.jsonl "2,2,read,jsonl,,the line has 1356 bytes and the limit is 1024; raise it with --record-limit" \
        --record-limit 1K
    records large_line.jsonl 2
}

@test "a paragraph above the limit" {
    input large_paragraph.txt '2,3,read,text,,"the paragraph has 1359 bytes and the limit is 1024; raise it with --record-limit, or see with `lapidary show text` what else can be one"' \
        --record-limit 1K
    records large_paragraph.txt 2
}

@test "a record above the limit in an array" {
    { printf '['; sed '$!s/$/,/' "$bad/inputs/large_line.jsonl"; printf ']'; } >large.json
    cuts 1 --record-limit 1K large.json
    rejects "large.json,2,2,read,jsonl,,the record has 1333 bytes and the limit is 1024; raise it with --record-limit"
    records large.json 2
    cuts 1 --force --record-limit 1332 large.json
    cuts 0 --force --record-limit 1333 large.json
}

@test "the limit is 16 MiB where none is given" {
    { head -c 16777217 /dev/zero | tr '\0' x; printf '\nA blue ring.\n'; } >large.txt
    cuts 1 --reader text:record=line large.txt
    rejects "large.txt,1,1,read,text,,the line has 16777217 bytes and the limit is 16777216; raise it with --record-limit"
    records large.txt 1
}

@test "a date that is none is told, and its cell is empty" {
    place "$bad/inputs/wrong_date.jsonl" .
    cuts 1 --reader jsonl:published=published wrong_date.jsonl
    rejects "wrong_date.jsonl,2,2,row,jsonl,,'last week' is not what the pattern of column 'published' asks for"
    same "2024-02-03 " "$(rows_of out/records.csv | cut -d, -f8 | tr '\n' ' ' | sed 's/ *$/ /')"
}

@test "a date that the calendar does not have is told and left empty" {
    for date in 2031-02-28 2032-02-29 2000-02-29 2031-04-30 2031-12-31 --02-29 2031-02-29 2100-02-29 2031-02-30 \
        2031-04-31 2031-00-10 2031-13-01 2031-01-32 --02-30; do
        printf '{"title": "A stone of %s", "abstract": "It is round.", "when": "%s"}\n' "$date" "$date"
    done >dates.jsonl
    cuts 1 --reader jsonl:published=when dates.jsonl
    [ "$(cut -d, -f8 out/records.csv | tr '\n' ' ')" = \
        "published 2031-02-28 2032-02-29 2000-02-29 2031-04-30 2031-12-31 --02-29         " ]
    [ "$(tail -n +2 out/rejects.csv | cut -d, -f2,7 | cut -d "'" -f1,2 | tr '\n' ' ')" = \
        "7,'2031-02-29 8,'2100-02-29 9,'2031-02-30 10,'2031-04-31 11,'2031-00-10 12,'2031-13-01 13,'2031-01-32 14,'--02-30 " ]
}

# ---- What is read all the same ----

# Room was once made for each line of a listing, whatever stood on it: 136 times the input.
@test "millions of blank lines in a listing take no memory" {
    not_sanitized
    {
        echo "Get trending papers in your email inbox!"
        head -c 3000000 /dev/zero | tr '\0' '\n'
        printf 'A blue ring\n\nIt is round. We weigh it.\n\nPebble\n·\n3 authors\n'
    } >blank.txt
    cuts 0 --reader hf_listing --memory-limit 64M blank.txt
    same "A blue ring,3" "$(rows_of out/records.csv | cut -d, -f5,6)"
}

@test "bytes that are no UTF-8 are replaced and counted" {
    place "$bad/inputs/bad_utf8.txt" .
    run --separate-stderr lapidary run --plugin-path mine --reader text bad_utf8.txt -o out
    same 0 "$status"
    [[ $output == *"3 bytes were NUL or no UTF-8, replaced by U+FFFD"* ]]
    same 3 "$(total replaced_bytes)"
    grep -qF $'A blue \ufffd\ufffdring.' out/words.csv
    grep -qF $'A r\ufffdd ring and a red cube.' out/words.csv
}

@test "NUL bytes are replaced and counted" {
    place "$bad/inputs/nul.txt" .
    cuts 0 --reader text nul.txt
    same 1 "$(total replaced_bytes)"
    grep -qF $'A red\ufffd ring.' out/words.csv
}

@test "no reader takes a text with NUL bytes by itself" {
    input nul.txt ',,input,,,"no reader knows what this is; choose one with --reader NAME, or leave the input out"'
}

@test "an empty input has no records" {
    : >empty.txt
    cuts 0 empty.txt
    same "" "$(rows_of out/records.csv)"
    same 0 "$(total records)"
}

@test "CRLF, a byte-order mark and a missing last line end change no record" {
    printf '{"id": "1", "title": "A blue ring"}\n{"id": "2", "title": "A red cube"}\n' >lf.jsonl
    printf '\xef\xbb\xbf{"id": "1", "title": "A blue ring"}\r\n{"id": "2", "title": "A red cube"}' >crlf.jsonl
    cuts 0 lf.jsonl crlf.jsonl
    same "$(grep ',lf.jsonl,' out/words.csv | sed 's/,lf.jsonl,/,crlf.jsonl,/')" "$(grep ',crlf.jsonl,' out/words.csv)"
    records crlf.jsonl 2
}

# ---- Wrong usage ----

# wrong SENTENCE OPTION...
wrong() {
    tells 2 "$1" lapidary run --plugin-path mine "${@:2}"
    [ ! -e out ]
}

@test "a reader that is not there, with the nearest named" {
    wrong "lapidary: --reader: there is no reader 'jsnol'; did you mean 'jsonl'?" --reader jsnol good.jsonl -o out
}

@test "an extractor for a reader" {
    wrong "lapidary: --reader: there is no reader 'words'; known are feed, hf_links, hf_listing, jsonl, text" --reader words good.jsonl -o out
}

@test "an option that the reader has not, with the nearest named" {
    wrong "lapidary: --reader: 'jsonl' has no option 'abstrct'; did you mean 'abstract'?" \
        --reader jsonl:abstrct=text good.jsonl -o out
}

@test "a value that the reader refuses" {
    wrong "lapidary: --reader: the reader 'text' refuses its options: record is 'page'; it must be paragraph, line or file" \
        --reader text:record=page good.jsonl -o out
}

@test "a reader's option without a value" {
    wrong "lapidary: --reader: 'text:record' is no NAME or NAME:KEY=VALUE,KEY=VALUE" --reader text:record good.jsonl -o out
    wrong "lapidary: --reader: 'text:record=line,record=file' gives the option 'record' twice; leave one out" \
        --reader text:record=line,record=file good.jsonl -o out
}

@test "a reader that no input follows" {
    wrong 'lapidary run: no input follows --reader text; it holds for those behind it; see `lapidary run --help`' \
        good.jsonl --reader text -o out
}

@test "a plugin that is not there, with the nearest named" {
    wrong "lapidary: --plugins: there is no plugin 'wrods'; did you mean 'words'?" --plugins wrods good.jsonl -o out
}

@test "--plugins with no name" {
    wrong "lapidary: --plugins: ',' names none; give names, as speedups,savings" --plugins , good.jsonl -o out
}

@test "a folder of the plugin path that is not there" {
    wrong "lapidary: yours: this folder of the plugin path cannot be read: No such file or directory; correct its name or open it with chmod, or take it off the path" \
        --plugin-path yours good.jsonl -o out
}

@test "a plugin's own folder on the plugin path" {
    wrong "lapidary: mine/words: is the folder of the plugin 'words'; the plugin path wants the folder around it" \
        --plugin-path mine/words good.jsonl -o out
}

@test "a limit that is no size" {
    for limit in 16X 0 -1 '' 99999999999G; do
        wrong "lapidary: --record-limit: '$limit' will not do; give a size such as 500K, 16M or 1G" \
            --record-limit "$limit" good.jsonl -o out
    done
}

@test "an engine that is not there" {
    wrong "lapidary: --engine: there is no 'fast'; take anchored or plain" --engine fast good.jsonl -o out
}

@test "no input" {
    wrong 'lapidary run: name at least one input: a file, a folder, or - for standard input; see `lapidary run --help`' -o out
}

@test "no output" {
    wrong 'lapidary run: say where the tables go: -o DIR; see `lapidary run --help`' good.jsonl
}

@test "standard input twice" {
    wrong 'lapidary run: standard input (-) can be read once; name it once; see `lapidary run --help`' - good.jsonl - -o out
}

@test "--quiet and --json" {
    wrong 'lapidary run: --quiet and --json exclude each other: take one; see `lapidary run --help`' \
        --quiet --json good.jsonl -o out
}

@test "unknown options, values too few and too many" {
    wrong "lapidary run: unknown option '--queit'; did you mean '--quiet'?; see \`lapidary run --help\`" --queit good.jsonl -o out
    wrong "lapidary run: unknown option '-x'; see \`lapidary run --help\`" -x good.jsonl -o out
    wrong "lapidary run: option '--quiet=3' takes no value; see \`lapidary run --help\`" --quiet=3 good.jsonl -o out
    wrong "lapidary run: option '-o' wants a value; see \`lapidary run --help\`" good.jsonl -o
}

# ---- Where the tables go ----

# unwritten SENTENCE COMMAND...: the run fails with status 3
unwritten() {
    tells 3 "lapidary: $1" "${@:2}"
}

@test "a file for an output folder" {
    : >file
    unwritten "file: cannot be opened as a folder: Not a directory; choose another with -o" \
        lapidary run --plugin-path mine good.jsonl -o file
}

@test "an output folder in a folder that is not there" {
    unwritten "no/where: the folder cannot be made: No such file or directory; make the folder that it lies in first" \
        lapidary run --plugin-path mine good.jsonl -o no/where
}

@test "an output folder that may not be written" {
    mkdir out
    chmod 555 out
    if [ "$(id -u)" -eq 0 ]; then
        command -v chattr && chattr +i out || skip "root may write everywhere here"
    fi
    run --separate-stderr lapidary run --plugin-path mine good.jsonl -o out
    [ "$(id -u)" -ne 0 ] || chattr -i out
    same 3 "$status"
    [[ $stderr == "lapidary: out/.lapidary.lock: cannot be made: "*"; choose a folder that you may write with -o" ]]
}

@test "an output folder that holds a run" {
    cuts 0 good.jsonl
    before=$(cd out && sha256sum -- *)
    unwritten "out: holds a run already (manifest.json is there); replace it with --force, or choose another folder with -o" \
        lapidary run --plugin-path mine "$bad/inputs/nul.txt" -o out
    same "$before" "$(cd out && sha256sum -- *)"
}

@test "an output folder that holds a table of that name" {
    mkdir out
    : >out/run.json
    unwritten "out: holds a run already (run.json is there); replace it with --force, or choose another folder with -o" \
        lapidary run --plugin-path mine good.jsonl -o out
    mv out/run.json out/words.csv
    unwritten "out: holds a run already (words.csv is there); replace it with --force, or choose another folder with -o" \
        lapidary run --plugin-path mine good.jsonl -o out
    same "words.csv " "$(files out)"
}

@test "an output folder that another run is writing" {
    place_slow
    printf 'Blue\nRed\n' >in.txt
    lapidary run --quiet --plugin-path mine --reader slow in.txt -o out &
    first=$!
    until [ -e out/.records.csv.part ]; do sleep 0.01; done
    unwritten "out: another run is writing there; wait for its end, or choose another folder with -o" \
        lapidary run --plugin-path mine good.jsonl -o out --force
    wait "$first"
    same 2 "$(rows_of out/records.csv | wc -l)"
}

@test "tables that grow above the limit on files leave nothing behind" {
    awk 'BEGIN { for (i = 0; i < 120000; i++) printf "{\"id\": \"%d\", \"title\": \"A plain thing\"}\n", i }' >many.jsonl
    # Where a checkpoint came before, the run can be gone on with.
    run --separate-stderr bash -c 'ulimit -f 4096; exec "$0" "$@"' "$LAPIDARY" run --plugin-path mine many.jsonl -o out
    same 3 "$status"
    [[ $stderr == "lapidary: out/records.csv: cannot be written: File too large; raise the limit on file sizes (ulimit -f) and "@(run again|go on with --resume) ]]
    [ ! -e out/records.csv ]
    cuts 0 --resume many.jsonl
    same 120000 "$(rows_of out/records.csv | wc -l)"
    rm -r out
    unwritten "a chunk of 1048550 bytes cannot be handed to a worker: File too large; raise the limit on file sizes (ulimit -f) and run again" \
        bash -c 'ulimit -f 8; exec "$0" "$@"' "$LAPIDARY" run --plugin-path mine many.jsonl -o out
    [ ! -e out ]
}

# What an input is called stands there.
@test "a journal that grows above the limit on files is told with that limit" {
    for i in {1..40}; do cp good.jsonl "the_same_once_more_$i.jsonl"; done
    unwritten "out/.run.part: cannot be written: File too large; raise the limit on file sizes (ulimit -f) and run again" \
        bash -c 'ulimit -f 2; exec "$0" "$@"' "$LAPIDARY" run --plugin-path mine the_same*.jsonl -o out
    [ ! -e out ]
}

# build_shortage: shortage.so, before the C library, from the C on standard input
build_shortage() {
    not_sanitized
    cat >shortage.c
    build shortage.c "$PWD/shortage.so"
}

# runs_short OPTION...: a run with shortage.so is told to be out of memory, and has no table
runs_short() {
    tells 3 "lapidary: out of memory; nothing was written under its final name; run with more memory or fewer inputs at once" \
        env LD_PRELOAD="$PWD/shortage.so" "$LAPIDARY" run --plugin-path mine "$@" -o none
    [ ! -e none/records.csv ]
}

@test "too little memory for a pattern is no fault of the pattern" {
    build_shortage <<'C'
#include <stddef.h>
void *pcre2_compile_8(const void *regex, size_t size, unsigned options, int *error, size_t *offset)
{
    *offset = 0;
    *error = 121; /* PCRE2_ERROR_HEAP_FAILED */
    return NULL;
}
C
    runs_short good.jsonl
    [ ! -e none ]
}

# Where dlopen itself has no memory it says that there is no such file.
@test "too little memory for a plugin is no fault of the plugin" {
    build_shortage <<'C'
#include <errno.h>
#include <stddef.h>
void *dlopen(const char *file, int flags)
{
    (void)file;
    errno = flags ? ENOMEM : 0;
    return NULL;
}
C
    runs_short good.jsonl
    [ ! -e none ]
}

# Where the parser has no memory for what escapes ask for, it puts NUL bytes there.
@test "too little memory for a declaration is no fault of the declaration" {
    build_shortage <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
void *realloc(void *old, size_t size)
{
    void *(*next)(void *, size_t) = dlsym(RTLD_NEXT, "realloc");
    Dl_info caller;

    if (dladdr(__builtin_return_address(0), &caller) && strstr(caller.dli_fname, "libfyaml"))
        return NULL;
    return next(old, size);
}
C
    sed -i '/^does:/d' mine/words/words.yaml
    printf '%s\n' 'does: "Words \t1 \t2 \t3 \t4 \t5 \t6 \t7 \t8 \t9."' >>mine/words/words.yaml
    env LD_PRELOAD="$PWD/shortage.so" "$LAPIDARY" run --plugin-path mine --quiet good.jsonl -o none 2>said && false || same 2 $?
    same "lapidary: mine/words/words.yaml: cannot be parsed to its end: there is no more memory; run with more" \
        "$(grep words.yaml said)"
    [ ! -e none ]
}

@test "too little memory to hold a value against its column's pattern is no fault of the value" {
    build_shortage <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
int pcre2_match_8(const void *code, const char *text, size_t size, size_t offset, unsigned options,
                  void *data, void *context)
{
    __typeof__(pcre2_match_8) *match = (__typeof__(match))dlsym(RTLD_NEXT, "pcre2_match_8");
    if (size == 10 && memcmp(text, "2025-09-28", size) == 0)
        return -48; /* PCRE2_ERROR_NOMEMORY */
    return match(code, text, size, offset, options, data, context);
}
C
    printf '{"id": "dated", "title": "A blue ring", "published": "2025-09-28"}\n' >dated.jsonl
    LD_PRELOAD="$PWD/shortage.so" cuts 1 --reader jsonl:published=published dated.jsonl
    rejects "dated.jsonl,1,1,read,jsonl,,it ran out of memory: a worker's limit is 1024 MiB; raise it with --memory-limit"
    runs_short --workers 0 --reader jsonl:published=published dated.jsonl
}

# With the fewest descriptors the program cannot begin, with a few more not make its tables, then not
# open the input, and at last not start a worker.
@test "too few descriptors are told with their remedy, and nothing is left that is not true" {
    local allowed
    not_sanitized
    for allowed in {4..64}; do
        run --separate-stderr bash -c 'exec 3>&- 4>&-; ulimit -n "$1"; shift; exec "$0" "$@"' "$LAPIDARY" \
            "$allowed" run --quiet --workers 1 --plugin-path mine good.jsonl -o out
        case $status in
        0) break ;;
        1) told=$(<out/rejects.csv) && rm -r out ;;
        3) told=$stderr && same 1 "${#stderr_lines[@]}" ;;
        *) same "status 0, 1 or 3" "status $status: $stderr" ;;
        esac
        [[ $told == *"Too many open files"*"let the program open more files (ulimit -n)"* ]]
        [ ! -e out ]
    done
    ((allowed > 16 && allowed < 64))
}

@test "a file system that cannot sync folders does without" {
    not_sanitized
    cat >folders.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
int fsync(int file)
{
    __typeof__(fsync) *next = (__typeof__(next))dlsym(RTLD_NEXT, "fsync");
    struct stat status;

    if (fstat(file, &status) != 0 || !S_ISDIR(status.st_mode))
        return next(file);
    errno = EINVAL;
    return -1;
}
C
    build folders.c "$PWD/folders.so"
    LD_PRELOAD="$PWD/folders.so" cuts 0 good.jsonl
    ends_with 0 lapidary verify out
}

@test "a full disk leaves the old tables" {
    mkdir disk
    mount -t tmpfs -o size=160k tmpfs disk 2>/dev/null || skip "no small disk can be made here"
    for i in {1..1500}; do printf '{"id": "%d", "title": "A blue ring and a red cube"}\n' "$i"; done >many.jsonl
    lapidary run --quiet --plugin-path mine good.jsonl -o disk/out
    before=$(cd disk/out && sha256sum -- *)
    run --separate-stderr lapidary run --force --plugin-path mine many.jsonl -o disk/out
    after=$(cd disk/out && sha256sum -- * .[!.]* 2>/dev/null || true)
    umount disk
    same 3 "$status"
    [[ $stderr == "lapidary: disk/out/"*": cannot be written: No space left on device; free some space and run again" ]]
    same "$before" "$after"
}

# meanwhile COMMAND...: does it while a run waits for the end of its input, ends the input, and leaves
# the run's status and what it told. The run opens its output when it has seen the first 64 KiB.
meanwhile() {
    mkfifo pipe
    lapidary run --quiet --plugin-path mine --reader text pipe -o out 2>told 6>&- &
    run=$!
    exec 6>pipe
    printf 'A blue ring and no more %.0s' {1..4000} >&6
    until [ -e out/.words.csv.part ]; do sleep 0.01; done
    "$@"
    exec 6>&-
    status=0
    wait "$run" || status=$?
}

@test "an output folder that is removed while the run works" {
    meanwhile rm -r out
    same 3 "$status"
    [[ $(<told) == "lapidary: out: the folder or what was in it was removed while the run worked, and so lost: records.csv (1 rows), rejects.csv (0 rows), "*"; leave it alone and run again" ]] ||
        { cat told; false; }
    [ ! -e out ]
}

@test "an output folder that is moved away while the run works" {
    meanwhile mv out elsewhere
    same 3 "$status"
    same "lapidary: out: the folder was moved away while the run worked; put it back and go on with --resume" "$(<told)"
    [ ! -e out ]
}

@test "a closed standard output" {
    run --separate-stderr bash -c 'exec "$0" run --plugin-path mine good.jsonl -o out >&-' "$LAPIDARY"
    same 3 "$status"
    same "lapidary: standard output cannot be written: Bad file descriptor; send it elsewhere" "$stderr"
    same 2 "$(rows_of out/words.csv | wc -l)"
}

@test "closed standard streams get into no table" {
    cuts 0 good.jsonl
    mv out open
    status=0
    bash -c 'exec "$0" run --plugin-path mine good.jsonl -o out <&- >&- 2>&-' "$LAPIDARY" || status=$?
    same 3 "$status"
    diff -r --exclude run.json open out
}

@test "a closed standard input" {
    tells 1 "" bash -c 'exec "$0" run --quiet --plugin-path mine - -o out <&-' "$LAPIDARY"
    rejects "-,,,input,,,standard input: reading failed after 0 bytes (Bad file descriptor); give it something to read"
}

@test "a closed pipe behind standard output" {
    mkfifo pipe
    (exec 4<pipe && sleep 0.2) &
    exec 5>pipe
    wait $!
    run --separate-stderr bash -c 'exec "$0" run --plugin-path mine good.jsonl -o out >&5' "$LAPIDARY"
    exec 5>&-
    same 3 "$status"
    same "lapidary: standard output cannot be written: Broken pipe; send it elsewhere" "$stderr"
}

# ---- All of them ----

@test "every input of tests/bad has a test here" {
    for file in "$bad"/inputs/*; do
        grep -qF "$(basename "$file")" "$BATS_TEST_FILENAME" || { echo "$file"; false; }
    done
}

@test "a link or a FIFO in the place of a run's file is told to be moved away" {
    lapidary run --quiet "$examples/papers.jsonl" -o out
    rm out/manifest.json
    mkfifo out/manifest.json
    for _ in once again; do
        ends_with 3 lapidary run --force "$examples/papers.jsonl" -o out
        [[ $output == *".manifest.json.old: cannot be read: Invalid argument; move away what is no regular file and "* ]]
    done
    mkdir locked
    ln -s nowhere locked/.lapidary.lock
    ends_with 3 lapidary run "$examples/papers.jsonl" -o locked
    [[ $output == *"locked/.lapidary.lock: cannot be made: "*"; move that link away and run again" ]]
}

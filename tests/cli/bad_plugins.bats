#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Shared objects that are wrong in one way each: what is said of them, and what they cost.
# shellcheck disable=SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load words

# spoil CASE KIND: a folder `mine` with the plugin of tests/bad/plugins/CASE.c
spoil() {
    mkdir -p mine/words
    build "$bad/plugins/$1.c" mine/words/words.so
    place "$bad/plugins/$2.yaml" mine/words/words.yaml
    [ "$2" = reader ] || place "$words/table.yaml" mine/words/
}

# Two papers, in the first of which there is a word.
papers() {
    printf '{"id": "1", "title": "A größer ring"}\n{"id": "2", "title": "None"}\n' >in.jsonl
}

# spoils_rows CASE STAGE REASON: the first paper is told as rejected, the second is not touched
spoils_rows() {
    spoil "$1" extractor
    papers
    cuts 1 in.jsonl
    rejects "in.jsonl,1,1,$2,words,,$3"
    same "" "$(rows_of out/words.csv)"
    same 2 "$(rows_of out/records.csv | wc -l)"
    same "1 empty, 1 failed" "$(total empty) empty, $(total failed) failed"
}

# ---- What cannot be loaded ----

@test "the right extractor and the right reader are taken" {
    cat >right.c <<'TEXT'
#include "right.h"
const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;
    plugin = right_extractor();
    return &plugin;
}
TEXT
    mkdir -p mine/words readers/words
    sed 's/right_extractor/right_reader/' right.c >reader.c
    CC="${CC:-cc} -I$bad/plugins" build right.c mine/words/words.so
    CC="${CC:-cc} -I$bad/plugins" build reader.c readers/words/words.so
    place "$words/table.yaml" mine/words/
    place "$bad/plugins/extractor.yaml" mine/words/words.yaml
    place "$bad/plugins/reader.yaml" readers/words/words.yaml
    papers
    cuts 0 in.jsonl
    same "1,in.jsonl,1,A größer ring,title,2,8,größer,größer,8,,word,A größer ring" \
        "$(rows_of out/words.csv)"
    printf 'Blue\nRed\n' >in.txt
    tells 0 "" lapidary run --quiet --plugin-path readers --reader words in.txt -o titles
    same 2 "$(rows_of titles/records.csv | wc -l)"
}

@test "no object" {
    place_words
    rm mine/words/words.so
    refuses "mine/words/words.yaml: there is no words.so beside it or on the plugin path; build it, or name its folder with --plugin-path"
}

@test "a text file for an object" {
    place_words
    echo 'not an object, but long enough to be looked at as if it were one' >mine/words/words.so
    refuses "mine/words/words.so: cannot be loaded: invalid ELF header; build it again"
}

@test "an empty file for an object" {
    place_words
    : >mine/words/words.so
    refuses "mine/words/words.so: cannot be loaded: file too short; build it again"
}

# made_a_pipe FILE: who opened it would wait for ever
made_a_pipe() {
    place_words
    rm "$1"
    mkfifo "$1"
}

@test "a pipe for a file of a plugin" {
    made_a_pipe mine/words/words.so
    refuses "mine/words/words.yaml: there is no words.so beside it or on the plugin path; build it, or name its folder with --plugin-path"
    made_a_pipe mine/words/words.yaml
    refuses "mine/words/words.yaml: is no regular file; put a declaration there, or take its folder off the plugin path"
    made_a_pipe mine/words/table.yaml
    refuses "mine/words/words.yaml:7:9: 'schema' names 'mine/words/table.yaml', which cannot be read: it is no file"
    made_a_pipe mine/words/names.yaml
    refuses "mine/words/words.yaml:17:36: 'file' names 'mine/words/names.yaml', which cannot be read: it is no file"
}

@test "half an object" {
    place_words
    for size in 500 1000 4096 8192 12000; do
        head -c $size "$BATS_FILE_TMPDIR/words.so" >mine/words/words.so
        refuses "mine/words/words.so: is cut short: it ends before what it says of itself; copy or build it again"
    done
}

@test "an object for another processor" {
    place_words
    printf '\x42\x42' | dd of=mine/words/words.so bs=1 seek=18 conv=notrunc status=none
    refuses "mine/words/words.so: is built for another processor; build it again for this one"
    head -c 4096 mine/words/words.so >half
    printf '\1' | dd of=half bs=1 seek=4 conv=notrunc status=none # of 32 bits
    mv half mine/words/words.so
    refuses "mine/words/words.so: is built for another processor; build it again for this one"
}

@test "a function that nobody has" {
    spoil undefined_symbol extractor
    refuses "mine/words/words.so: cannot be loaded: undefined symbol: words_of_another_library; define it, or link the library that has it"
}

@test "a library that a plugin wants and that is not there" {
    place_words
    echo 'int stone(void) { return 1; }' >stone.c
    "${CC:-cc}" -shared -fPIC -Wl,-soname,libstone.so.1 -o libstone.so stone.c
    "${CC:-cc}" -std=c17 -shared -fPIC "-I$top/core" -Wl,--no-as-needed -o mine/words/words.so "$words/words.c" \
        ./libstone.so -lm
    refuses "mine/words/words.so: cannot be loaded: libstone.so.1: cannot open shared object file: No such file or directory; \
install that library, or build it again without it"
}

@test "no symbol" {
    spoil no_symbol extractor
    refuses "mine/words/words.so: has no symbol lapidary_plugin_v1; define it as lapidary/plugin.h says"
}

@test "no record" {
    spoil null_record extractor
    refuses "mine/words/words.so: lapidary_plugin_v1 gives NULL; let it give the plugin's record"
}

@test "wrong magic" {
    spoil wrong_magic extractor
    refuses "mine/words/words.so: its magic is 0x4c617030, this program's is 0x4c617031; build it again with this program's lapidary/plugin.h"
}

@test "wrong size" {
    spoil wrong_size extractor
    refuses "mine/words/words.so: its size is 88, this program's is 96; build it again with this program's lapidary/plugin.h"
}

@test "an ABI minor from the future" {
    spoil newer_abi extractor
    refuses "mine/words/words.so: its abi_minor is 1, this program's is 0; it wants a newer Lapidary, or must be built again with this program's lapidary/plugin.h"
}

@test "wrong kind" {
    spoil wrong_kind extractor
    refuses "mine/words/words.so: its kind is 3, but must be 1 (LAP_EXTRACTOR) or 2 (LAP_READER)"
}

@test "the other kind" {
    spoil reader_for_an_extractor extractor
    refuses "mine/words/words.yaml: the declaration is of an extractor, but mine/words/words.so is a reader"
}

@test "the name of another object" {
    spoil wrong_name extractor
    refuses "mine/words/words.so: its name is 'colours', but its file's name says 'words'; make them equal"
}

@test "no version" {
    spoil no_version extractor
    refuses "mine/words/words.so: its name, version or does is NULL; give all three"
}

@test "an extractor without extract" {
    spoil no_extract extractor
    refuses "mine/words/words.so: its extract is NULL; give the function"
}

@test "a reader without look" {
    spoil no_look reader
    refuses "mine/words/words.so: its look or read is NULL; give the function"
}

@test "a reader without fields" {
    spoil no_columns reader
    refuses "mine/words/words.so: its columns are NULL; a reader must name the fields that it gives"
}

@test "a reader with a field that is the program's" {
    spoil taken_field reader
    refuses "mine/words/words.so: its column 'line' can be no field's name; name it otherwise"
}

@test "a reader with a field whose name is none" {
    spoil odd_field reader
    refuses "mine/words/words.so: its column 'no name' can be no field's name; name it otherwise"
}

@test "a column that the table has not" {
    spoil needs_column extractor
    refuses "mine/words/words.yaml: mine/words/words.so needs the column 'size', which this declaration has not"
}

@test "a group that no pattern has" {
    spoil needs_capture extractor
    refuses "mine/words/words.yaml: mine/words/words.so needs the capture 'word', which this declaration has not"
}

@test "a role that no pattern has" {
    spoil needs_role extractor
    refuses "mine/words/words.yaml: mine/words/words.so needs the role 'cue', which this declaration has not"
}

@test "open() that refuses" {
    spoil refuses_to_open extractor
    refuses "mine/words/words.yaml: its object mine/words/words.so refuses to open: the words are worn out; correct the declaration"
}

@test "open() that refuses without a reason" {
    spoil refuses_without_reason extractor
    refuses "mine/words/words.yaml: its object mine/words/words.so refuses to open: it failed and gave no reason; correct the declaration"
}

@test "an object that leads its process astray while it is loaded" {
    spoil wanders_when_loaded extractor
    papers
    cuts 0 in.jsonl
    same 1 "$(rows_of out/words.csv | wc -l)"
    same 644 "$(stat -c %a out/words.csv)"
}

@test "an object that leaves a thread behind, and crashes when the program ends" {
    not_sanitized
    spoil lingers extractor
    papers
    cuts 0 in.jsonl
    same 1 "$(rows_of out/words.csv | wc -l)"
    tells 0 "" lapidary run --quiet --plugin-path mine in.jsonl -o zero --workers 0
    cmp zero/words.csv out/words.csv
}

@test "two plugins of one facet" {
    place_words
    mkdir mine/colours
    sed 's/^plugin: words/plugin: colours/' mine/words/words.yaml >mine/colours/colours.yaml
    cp mine/words/{table,names}.yaml mine/words/words.so mine/colours/
    refuses "mine/words/words.yaml: cuts the facet 'words', which mine/colours/colours.yaml cuts too; take one of them with --plugins"
    tells 0 "" lapidary run --quiet --plugin-path mine --plugins colours /dev/null -o out
}

@test "two plugins of one name" {
    place_words
    cp -r mine yours
    tells 2 "lapidary: yours/words/words.yaml: the name 'words' is taken by mine/words/words.yaml; give one of them another name, or take one folder off the plugin path" \
        lapidary run --plugin-path mine --plugin-path yours nowhere.txt -o out
}

@test "a folder in the place of a plugin that holds no declaration of its name" {
    place_words
    mkdir mine/colours yours
    cp mine/words/words.yaml mine/colours/colour.yaml
    tells 2 "lapidary: --plugins: there is no plugin 'colours'; the folder mine/colours has no colours.yaml" \
        lapidary run --plugin-path yours --plugin-path mine --plugins colours nowhere.txt -o out
    mv mine/colours/colour.yaml mine/colours/colours.yml
    tells 2 "lapidary: show: there is no plugin 'colours'; the folder mine/colours has no colours.yaml" \
        env LAPIDARY_PLUGIN_PATH="$PWD/yours:mine" "$LAPIDARY" show colours
    # Folders of shared pieces are no plugins, and nobody names them.
    tells 0 "" lapidary run --quiet --plugin-path mine /dev/null -o out
    # What is a file there is no plugin's folder.
    : >mine/wards
    tells 2 "lapidary: show: there is no plugin 'wards'; did you mean 'words'?" \
        lapidary show --plugin-path mine wards
    mkdir mine/rings
    mkfifo mine/rings/rings.yaml
    run --separate-stderr lapidary show --plugin-path mine rings
    [[ $stderr != *"has no rings.yaml"* ]]
}

@test "a folder of a plugin that may not be searched" {
    place_words
    cp -r mine/words mine/colours
    find_nobody
    chmod 644 mine/colours
    tells 2 "lapidary: mine/colours: cannot be searched for a plugin: Permission denied; open it with chmod, or take it off the plugin path" \
        "${as_nobody[@]}" "$LAPIDARY" run --plugin-path mine nowhere.txt -o out
    tells 2 "lapidary: show: there is no plugin 'colours'; the folder mine/colours cannot be searched: Permission denied" \
        "${as_nobody[@]}" "$LAPIDARY" show --plugin-path mine colours
    run --separate-stderr "${as_nobody[@]}" "$LAPIDARY" show --plugin-path mine words
    same "status 0" "status $status"
    chmod 644 mine
    tells 2 "lapidary: mine: this folder of the plugin path cannot be read: Permission denied; correct its name or open it with chmod, or take it off the path" \
        "${as_nobody[@]}" "$LAPIDARY" run --plugin-path mine nowhere.txt -o out
}

@test "a folder that stands twice on the plugin path is searched once" {
    place_words
    : >in.txt
    tells 0 "" env LAPIDARY_PLUGIN_PATH="$PWD/mine:mine/" "$LAPIDARY" \
        run --quiet --plugin-path mine --plugin-path ./mine in.txt -o out
}

@test "all that is wrong is told at once, before any input is read" {
    place_words
    for name in colours rings cubes; do
        cp -r mine/words mine/$name
        mv mine/$name/words.yaml mine/$name/$name.yaml
        sed -i "s/^plugin: words/plugin: $name/; s/^facet: words/facet: $name/" mine/$name/$name.yaml
        sed -i "s/^table: words/table: $name/" mine/$name/table.yaml
    done
    rm mine/colours/words.so mine/cubes/table.yaml
    sed -i 's/ring|cube/ring|(cube/' mine/rings/rings.yaml
    sed -i '/^version/d' mine/words/words.yaml
    run --separate-stderr lapidary run --plugin-path mine nowhere.txt -o out
    same 2 "$status"
    for name in colours/colours cubes/cubes rings/rings words/words; do
        [[ $stderr == *"lapidary: mine/$name.yaml:"* ]]
    done
    same 4 "${#stderr_lines[@]}"
}

# ---- Who may write them ----

# owned_by_another PATH MODE
owned_by_another() {
    [ "$(id -u)" -eq 0 ] || skip "only root can give a file to somebody else"
    chown nobody "$1"
    chmod "$2" "$1"
}

@test "an object of somebody else that its group may write" {
    place_words
    owned_by_another mine/words/words.so 664
    refuses "mine/words/words.so: refused: user $(id -u nobody) owns it and others can write it (mode 664); take it over with chown or run chmod go-w on it"
}

@test "a declaration of somebody else that the world may write" {
    place_words
    owned_by_another mine/words/words.yaml 646
    refuses "mine/words/words.yaml: refused: user $(id -u nobody) owns it and others can write it (mode 646); take it over with chown or run chmod go-w on it"
}

@test "a plugin's folder of somebody else that the world may write" {
    place_words
    owned_by_another mine/words 777
    refuses "mine/words: refused: user $(id -u nobody) owns it and others can write it (mode 777); take it over with chown or run chmod go-w on it"
}

@test "a folder of the plugin path of somebody else that the world may write" {
    place_words
    owned_by_another mine 777
    refuses "mine: refused: user $(id -u nobody) owns it and others can write it (mode 777); take it over with chown or run chmod go-w on it"
}

@test "a plugin of somebody else that nobody else may write is taken" {
    place_words
    owned_by_another mine/words/words.so 644
    : >in.txt
    cuts 0 in.txt
}

# ---- Extractors that go wrong on a record ----

@test "extract() that fails" {
    spoils_rows fails extract "the word 'blue' is too hard"
}

@test "extract() that fails without a reason" {
    spoils_rows fails_without_reason extract "it failed and gave no reason"
}

@test "a reason of two lines stays a comment of TAP" {
    spoil fails extractor
    sed 's/is too hard/is\\ntoo\\x1b hard/' "$bad/plugins/fails.c" >fails.c
    CC="${CC:-cc} -I$bad/plugins" build fails.c mine/words/words.so
    run lapidary test --plugin-path mine words
    same "status 1" "status $status"
    [[ $output == *"#   the word 'blue' is"$'\n'"#   too\\x1b hard"* ]]
    same "" "$(grep -v '^1\.\.2$\|^not ok \|^ok \|^#' <<<"$output")"
}

@test "a reason that is no UTF-8" {
    spoils_rows fails_in_latin1 extract $'gr\ufffd\ufffder'
}

@test "a row that ends before it starts" {
    spoils_rows row_without_span row \
        "\"the row's span, bytes 10 to 9, is no part of the field title of 15 bytes\""
}

@test "a row that ends behind the text" {
    spoils_rows row_beyond_the_text row \
        "\"the row's span, bytes 2 to 16, is no part of the field title of 15 bytes\""
}

@test "a row that cuts a character" {
    spoils_rows row_in_a_character row \
        "\"the row's span, bytes 2 to 5 of the field title, cuts a character\""
}

@test "a row of a field that is not there" {
    spoils_rows row_of_no_field row '"the row names field 7, and the record has 7"'
}

@test "a row that comes from no match" {
    spoils_rows row_without_match row "the row names no match that it comes from"
}

@test "a row without values" {
    spoils_rows row_without_values row "the row has no values"
}

@test "a text for a number" {
    spoils_rows text_for_a_number row "column 'letters' wants a number and was given 'größer'"
}

@test "a fraction for a whole number" {
    spoils_rows half_a_letter row "column 'letters' wants a whole number and was given 3.5"
}

@test "a number below the minimum" {
    spoils_rows below_the_minimum row \
        "\"column 'letters' was given 0, which is below its minimum 1\""
}

@test "a number that is not finite" {
    spoils_rows infinite row "column 'letters' was given a number that is not finite"
}

@test "a value outside of an enum" {
    spoils_rows outside_the_enum row "column 'kind' does not allow 'größer'"
}

@test "nothing in a column that wants something" {
    spoils_rows empty_required row "column 'word' may not be empty"
}

@test "a value that is no UTF-8" {
    spoils_rows half_a_character row "column 'word' was given bytes that are no UTF-8 text"
}

@test "a value of no known type" {
    spoils_rows unknown_value row \
        "\"column 'word' was given a value of type 7, which there is not\""
}

@test "a refused row that the plugin makes light of" {
    spoils_rows swallows_a_refusal row "the row names no match that it comes from"
}

@test "an extractor that calls record()" {
    spoils_rows extractor_calls_record extract "it called record() outside of read()"
}

@test "an extractor that calls reject()" {
    spoils_rows extractor_calls_reject extract "it called reject() outside of read()"
}

@test "a plugin that fails costs no other plugin its rows" {
    spoil fails extractor
    mv mine broken
    sed -i 's/^facet: words/facet: broken/; s/^plugin: words/plugin: broken/' broken/words/words.yaml
    sed -i 's/^table: words/table: broken/' broken/words/table.yaml
    mkdir mine
    mv broken/words mine/broken
    mv mine/broken/words.yaml mine/broken/broken.yaml
    place_words
    printf '{"id": "1", "title": "A blue ring"}\n' >in.jsonl
    cuts 1 in.jsonl
    rejects "in.jsonl,1,1,extract,broken,,the word 'blue' is too hard"
    same 2 "$(rows_of out/words.csv | wc -l)"
    same "" "$(rows_of out/broken.csv)"
    same "1 matched, 0 failed" "$(total matched) matched, $(total failed) failed"
}

# ---- An extractor that tries to get out ----

ways_out="read create list stat remove tcp udp unix exec fork signal limits oldcode newcode ptrace"

# tries_to_get_out MODE OUTCOME: what comes of each way out is the same
tries_to_get_out() {
    spoil prisoner prisoner
    echo "{\"id\": \"1\", \"title\": \"$ways_out\"}" >in.jsonl
    cuts 0 --sandbox="$1" in.jsonl
    # shellcheck disable=SC2086 # one word a way
    same "$(printf "%s $2\n" $ways_out)" "$(rows_of out/words.csv | cut -d, -f8,9 | tr , ' ')"
}

# receipt: what run.json says of the sandbox
receipt() {
    sed -n '/"sandbox": {/,/}/s/^    \(".*\)/\1/p' out/run.json | tr -d ' \n'
}

# needs_sandbox: skips where the system has not all of the sandbox. It is asked without the program, which
# could be wrong about that as well.
needs_sandbox() {
    not_sanitized
    cat >asks.c <<'C'
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
    unsigned answer = SECCOMP_RET_ERRNO;
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) <= 0 ||
           syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &answer) != 0;
}
C
    ${CC:-cc} -o asks asks.c
    ./asks || skip "this system has not all of the sandbox"
}

@test "in the sandbox no way out is open, and run.json says so" {
    needs_sandbox
    tries_to_get_out require EPERM
    [[ $(receipt) =~ ^'"mode":"require","limits":true,"closed_files":true,"no_new_privs":true,"no_capabilities":true,"landlock":'[1-9][0-9]*',"seccomp":true'$ ]]
}

@test "without a sandbox every way out is open" {
    tries_to_get_out off out
    same '"mode":"off","limits":false,"closed_files":false,"no_new_privs":false,"no_capabilities":false,"landlock":0,"seccomp":false' \
        "$(receipt)"
}

@test "a sandbox that cannot be had is told, or done without where that is allowed" {
    not_sanitized
    place_words
    papers
    echo >nothing.c
    build nothing.c "$PWD/vgpreload.so" # as if valgrind were there
    tells 3 "lapidary: --sandbox=require: valgrind or a sanitizer watches the program, and works inside it; take --sandbox=try to go on with what there is; run.json says what that was" \
        env LD_PRELOAD="$PWD/vgpreload.so" "$LAPIDARY" run --plugin-path mine --sandbox=require in.jsonl -o out
    [ ! -e out ]
    for mode in try best; do
        tells 0 "" env LD_PRELOAD="$PWD/vgpreload.so" "$LAPIDARY" \
            run --quiet --force --plugin-path mine --sandbox=$mode in.jsonl -o out
        same '"mode":"try","limits":false,"closed_files":false,"no_new_privs":true,"no_capabilities":false,"landlock":0,"seccomp":false' \
            "$(receipt)"
    done
}

@test "a system without /proc has not all of the sandbox" {
    local without=(unshare --map-root-user --mount sh -c 'mount -t tmpfs none /proc && exec "$@"' sh)
    "${without[@]}" true || skip "nothing may be mounted here"
    needs_sandbox
    export LAPIDARY_PLUGIN_PATH=${LAPIDARY%/*}/plugins
    ends_with 0 "${without[@]}" "$LAPIDARY" run --quiet "${listings[@]}" -o out
    same '"mode":"try","limits":false,"closed_files":true' "$(receipt | cut -d, -f1-3)"
    tells 3 "lapidary: --sandbox=require: /proc is not mounted, and without it the memory of workers cannot be limited; take --sandbox=try to go on with what there is; run.json says what that was" \
        "${without[@]}" "$LAPIDARY" run --sandbox=require "${listings[@]}" -o other
}

# ---- Readers that go wrong on an input ----

# spoils_lines CASE REASON: both lines of an input are told as rejected
spoils_lines() {
    spoil "$1" reader
    printf 'A blue ring\nA line\n' >in.txt
    cuts 1 --reader words in.txt
    rejects "in.txt,1,1,read,words,,$2" "in.txt,2,2,read,words,,$2"
}

# spoils_input CASE REASON: the input is told as rejected
spoils_input() {
    spoil "$1" reader
    echo 'A blue ring' >in.txt
    cuts 1 --reader words in.txt
    rejects "in.txt,,,input,,,$2"
    same "" "$(rows_of out/records.csv)"
}

@test "read() that fails" {
    spoils_lines reader_fails "the line is too hard"
    same "2 records, 2 failed" "$(total records) records, $(total failed) failed"
}

@test "read() that fails without a reason" {
    spoils_lines reader_fails_without_reason "it failed and gave no reason"
}

@test "two records for a line" {
    spoils_lines two_records "it gave a second record for one line or paragraph"
    same 2 "$(rows_of out/records.csv | wc -l)"
    same "2 records, 0 failed" "$(total records) records, $(total failed) failed"
}

@test "a reader that calls row()" {
    spoils_lines reader_calls_row "it called row() outside of extract()"
}

@test "a record with neither title nor abstract" {
    spoils_lines record_without_text "the record has neither title nor abstract"
}

@test "look() that fails" {
    spoils_input look_fails "the reader 'words' cannot look at it: too dark"
}

@test "look() that asks for a framing that there is not" {
    spoils_input unknown_framing \
        "\"the reader 'words' cannot look at it: it asks for the framing 9, which there is not\""
}

@test "look() that fails leaves an input to other readers, and is told" {
    local failed="the reader 'words' cannot look at it: too dark"
    spoil look_fails reader
    echo 'A blue ring' >in.txt
    for workers in 0 2; do
        tells 0 "lapidary: in.txt: $failed; the reader 'text' takes it" \
            lapidary run --quiet --plugin-path mine --force --workers $workers -o out in.txt
        same 1 "$(rows_of out/records.csv | wc -l)"
    done
    printf '\0\1\2' >in.txt
    cuts 1 --force in.txt
    rejects "in.txt,,,input,,,\"$failed; no reader knows what this is; choose one with --reader NAME, \
or leave the input out\""
}

# ---- All of them ----

@test "every plugin of tests/bad has a test" {
    for file in "$bad"/plugins/*.c; do
        name=$(basename "$file" .c)
        grep -qE "^ *(spoil(s_[a-z]+)?|place_bad) $name\b|/$name\.c\b" "$BATS_TEST_DIRNAME"/*.bats ||
            { echo "$name"; false; }
    done
}

# The folder is $BROKEN, and its reading fails behind the first two entries.
@test "a folder whose reading fails half way is not taken for one that ends there" {
    not_sanitized
    place_words
    papers
    mkdir broken
    cp in.jsonl broken/
    cat >broken.c <<'C'
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
struct dirent *readdir(DIR *folder)
{
    static int entries;
    struct stat this, broken;
    if (fstat(dirfd(folder), &this) == 0 && stat(getenv("BROKEN"), &broken) == 0 &&
        this.st_ino == broken.st_ino && ++entries > 2) {
        errno = EIO;
        return NULL;
    }
    return ((struct dirent *(*)(DIR *))dlsym(RTLD_NEXT, "readdir"))(folder);
}
C
    build broken.c "$PWD/broken.so"
    export BROKEN=$PWD/broken
    tells 2 "lapidary: broken: this folder of the plugin path cannot be read: Input/output error; correct its name or open it with chmod, or take it off the path" \
        env LD_PRELOAD="$PWD/broken.so" "$LAPIDARY" run --plugin-path mine --plugin-path broken in.jsonl -o out
    tells 2 "lapidary: broken: the folder cannot be read (Input/output error); let it be read or name its files" \
        env LD_PRELOAD="$PWD/broken.so" "$LAPIDARY" run --plugin-path mine broken -o out
    [ ! -e out ]
}

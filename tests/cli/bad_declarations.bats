#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Declarations, schemas and name lists that are wrong in one way each, and the sentences that say so.
# shellcheck disable=SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load words

# declaration CASE SENTENCE...: the plugin `words` with tests/bad/declarations/CASE.yaml is refused
declaration() {
    place_words
    place "$bad/declarations/$1.yaml" mine/words/words.yaml
    refuses "${@:2}"
}

# captures CASE SENTENCE...: likewise, where the object is the one that the program ships
captures() {
    place_words
    place "$bad/declarations/$1.yaml" mine/words/words.yaml
    place "$(dirname "$LAPIDARY")/plugins/captures.so" mine/
    refuses "${@:2}"
}

# schema CASE SENTENCE...: likewise with tests/bad/schemas/CASE.yaml
schema() {
    place_words
    place "$bad/schemas/$1.yaml" mine/words/table.yaml
    sed -i 's/, kind: [a-z]*//' mine/words/words.yaml
    refuses "${@:2}"
}

# names CASE SENTENCE...: likewise with tests/bad/names/CASE.yaml
names() {
    place_words
    place "$bad/names/$1.yaml" mine/words/names.yaml
    refuses "${@:2}"
}

# ---- Declarations ----

@test "declaration: a value is an alias" {
    declaration alias \
        'mine/words/words.yaml:18:16: aliases are not taken; write the value out'
}

@test "declaration: a pattern takes single bytes" {
    declaration backslash_c \
        "mine/words/words.yaml:11:25: pattern 'shape' of plugin 'words': using \\C is disabled by the application, at offset 22 of its regular expression, before '\\b'; correct it there"
}

@test "declaration: an example disproves an anchor" {
    declaration anchor_disproved \
        "mine/words/words.yaml:11:25: pattern 'shape' of plugin 'words': its anchor does not hold in the example at mine/words/words.yaml:17, where 'cube' has no 'ing' within 1 characters of its beginning; correct the anchor or leave it out"
}

@test "declaration: an anchor has no bound" {
    declaration anchor_without_bound \
        "mine/words/words.yaml:11:58: an anchor must have the key 'within'"
}

@test "declaration: a parenthesis of a pattern is left open" {
    declaration bad_regex \
        "mine/words/words.yaml:11:25: pattern 'shape' of plugin 'words': missing closing parenthesis, at offset 21 of its regular expression, its end; correct it there"
}

@test "declaration: a bracket is left open" {
    declaration broken_yaml \
        'mine/words/words.yaml:12:1: no YAML: wrongly indented flow mapping'
}

@test "declaration: a value is a capture and a constant" {
    declaration capture_and_constant \
        "mine/words/words.yaml:12:16: 'word' cannot be a capture and a constant; leave one out"
}

@test "declaration: a column has no value" {
    captures column_without_value \
        'mine/words/words.yaml: its object mine/captures.so refuses to open: the column word has no value; say under values where it comes from; correct the declaration'
}

@test "declaration: a counterexample has rows" {
    declaration counterexample_with_rows \
        'mine/words/words.yaml:19:5: a counterexample has no rows; make it an example or leave them out'
}

@test "declaration: a piece is used within itself" {
    declaration cyclic_piece \
        "mine/words/words.yaml:9:43: the piece 'shape' is used within itself"
}

@test "declaration: pieces within pieces make a text without end" {
    declaration swollen_piece \
        "mine/words/words.yaml:26:9: with its pieces this is longer than 1048576 bytes; use fewer in one another"
}

@test "declaration: lists stand in each other too deeply" {
    declaration deep \
        'mine/words/words.yaml:5:38: lists and maps stand in each other too deeply'
}

@test "declaration: a key stands twice" {
    declaration duplicate_key \
        "mine/words/words.yaml:9:1: the key 'version' stands twice; its first place is line 4"
}

@test "declaration: its list of counterexamples is empty" {
    declaration empty_examples \
        'mine/words/words.yaml:17:18: counterexamples is empty; give at least one'
}

@test "declaration: a pattern can match nothing at all" {
    declaration empty_match \
        "mine/words/words.yaml:11:25: pattern 'shape' of plugin 'words' can match an empty text; let it demand at least one character"
}

@test "declaration: an example has no rows" {
    declaration example_without_rows \
        'mine/words/words.yaml:13:5: an example must have rows; what gives none is a counterexample'
}

@test "declaration: an example has neither a title nor an abstract" {
    declaration example_without_text \
        'mine/words/words.yaml:13:5: an example must have a title or an abstract'
}

@test "declaration: two patterns have one id" {
    declaration id_twice \
        "mine/words/words.yaml:11:26: the id 'colour' stands twice, also in mine/words/words.yaml:10"
}

@test "declaration: what it includes is not there" {
    declaration include_missing \
        "mine/words/words.yaml:9:10: 'include' names 'mine/words/shared.yaml', which cannot be read: No such file or directory"
}

@test "declaration: no pattern has the group that the object needs" {
    declaration missing_capture \
        "mine/words/words.yaml: mine/words/words.so needs the capture 'word', which this declaration has not"
}

@test "declaration: an extractor without a facet" {
    declaration missing_facet \
        "mine/words/words.yaml:2:1: an extractor must have the key 'facet'"
}

@test "declaration: its version is missing" {
    declaration missing_key \
        "mine/words/words.yaml:2:1: a declaration must have the key 'version'"
}

@test "declaration: its name is not its file's" {
    declaration name_of_another_file \
        "mine/words/words.yaml:2:9: the plugin 'colours' must stand in a file colours.yaml, not in words.yaml"
}

@test "declaration: it has no counterexample" {
    declaration no_counterexample \
        "mine/words/words.yaml: has no counterexamples; they are the plugin's tests, give at least one"
}

@test "declaration: it has no example" {
    declaration no_example \
        "mine/words/words.yaml: has no examples; they are the plugin's tests, give at least one"
}

@test "declaration: it is a list" {
    declaration no_map \
        'mine/words/words.yaml:2:1: a declaration must be a map, not a list'
}

@test "declaration: it is in Latin-1" {
    declaration no_utf8 \
        'mine/words/words.yaml:5:18: is no UTF-8; write the file in UTF-8'
}

@test "declaration: its object is captures, and it has no values" {
    captures no_values \
        "mine/words/words.yaml: its object mine/captures.so refuses to open: the declaration has no values; say there where each column's value comes from; correct the declaration"
}

@test "declaration: there is nothing in it" {
    declaration nothing \
        'mine/words/words.yaml: holds nothing'
}

@test "declaration: a key has no value" {
    declaration nothing_stands_there \
        "mine/words/words.yaml:5:1: 'does' must be a text; nothing stands there"
}

@test "declaration: its object is named with .so" {
    declaration object_with_ending \
        "mine/words/words.yaml:8:9: 'object' must be the shared object's name without folder and .so, not 'words.so'"
}

@test "declaration: all its patterns are cues" {
    declaration only_cues \
        'mine/words/words.yaml: has no pattern and no list that is no cue, so nothing can come out'
}

@test "declaration: a reader with what only an extractor has" {
    declaration reader_with_facet \
        "mine/words/words.yaml:6:1: a reader has no 'facet'; leave it out"
}

@test "declaration: a row of an example does not say what matches" {
    declaration row_without_match \
        "mine/words/words.yaml:16:9: a row must have the key 'match'"
}

@test "declaration: its schema is not there" {
    declaration schema_missing \
        "mine/words/words.yaml:7:9: 'schema' names 'mine/words/tables.yaml', which cannot be read: No such file or directory"
}

@test "declaration: its schema is of another table" {
    declaration schema_of_another_table \
        "mine/words/words.yaml:7:9: the facet is 'colours', but the schema is of the table 'words'; make them equal"
}

@test "declaration: a value has a tag" {
    declaration tag \
        'mine/words/words.yaml:4:16: tags are not taken; leave it out'
}

@test "declaration: its facet's table is one of the program's own" {
    declaration taken_facet \
        "mine/words/words.yaml:6:8: the table 'records' is the program's own; name the facet otherwise"
}

@test "declaration: it holds two documents" {
    declaration two_documents \
        'mine/words/words.yaml: holds more than one document; leave one'
}

@test "declaration: a row of an example has a column that the table has not" {
    declaration unknown_column \
        "mine/words/words.yaml:16:35: unknown key 'leters'; did you mean 'letters'?"
}

@test "declaration: a value is changed by a conversion that there is not" {
    captures unknown_converter \
        'mine/words/words.yaml: its object mine/captures.so refuses to open: the column word asks for the unknown converter uper; known are text, lower, number, magnitude, percent, url, name, role; correct the declaration'
}

@test "declaration: a pattern is searched in a field that no reader gives" {
    declaration unknown_field \
        "mine/words/words.yaml:11:25: pattern 'shape' of plugin 'words' is for the field 'titel', which no reader gives; did you mean 'title'?"
}

@test "declaration: a value is of a group that no pattern has" {
    declaration unknown_group \
        "mine/words/words.yaml:12:16: no pattern has a group named 'wort'; did you mean 'word'?"
}

@test "declaration: a value is of a group whose name no group can have" {
    place_words
    sed -i "s/^lists:/values: {letters: {capture: 'the-word'}}\n&/" mine/words/words.yaml
    refuses "mine/words/words.yaml:16:19: 'the-word' is no group's name: letters, digits and '_'"
    sed -i 's/the-word/letters/' mine/words/words.yaml
    refuses "mine/words/words.yaml:16:19: no pattern has a group named 'letters'; known are word"
}

@test "declaration: a key is mistyped" {
    declaration unknown_key \
        "mine/words/words.yaml:17:1: unknown key 'counterexampels'; did you mean 'counterexamples'?" \
        "mine/words/words.yaml: has no counterexamples; they are the plugin's tests, give at least one"
}

@test "declaration: a key of a pattern is mistyped" {
    declaration unknown_key_of_pattern \
        "mine/words/words.yaml:11:17: unknown key 'regexp'; did you mean 'regex'?" \
        "mine/words/words.yaml:11:5: a pattern must have the key 'regex'"
}

@test "declaration: its kind is mistyped" {
    declaration unknown_kind \
        "mine/words/words.yaml:3:7: 'kind' cannot be 'extracter'; did you mean 'extractor'?"
}

@test "declaration: a pattern uses a piece that is not defined" {
    declaration unknown_piece \
        "mine/words/words.yaml:12:25: unknown piece 'shapes'; did you mean 'shape'?"
}

@test "declaration: a pattern has a role that the object does not know" {
    declaration unknown_role \
        "mine/words/words.yaml: mine/words/words.so needs the role 'shape', which this declaration has not" \
        "mine/words/words.yaml:11:25: mine/words/words.so knows no role 'form'; known are colour, shape"
}

@test "declaration: a value is of a column that the table has not" {
    declaration unknown_value \
        "mine/words/words.yaml:12:10: the table 'words' has no column 'wort'; did you mean 'word'?"
}

@test "declaration: an id that no pattern can have" {
    declaration wrong_id \
        "mine/words/words.yaml:11:29: 'the shape' is no id: a small letter, then small letters, digits and '_'"
}

@test "declaration: a name that no plugin can have" {
    declaration wrong_name \
        "mine/words/words.yaml:2:9: 'Words' is no plugin name: a small letter, then small letters, digits and '_'"
}

@test "declaration: control characters in what is told stay in its sentence" {
    place_words
    sed -i 's/^kind: .*/kind: "extr\\nactor\\e[31m"/' mine/words/words.yaml
    refuses "mine/words/words.yaml:3:8: 'kind' cannot be 'extr\nactor\x1b[31m'; known are extractor, reader"
}

@test "declaration: a cue of no known kind" {
    declaration unknown_cue \
        "mine/words/words.yaml:11:57: 'cue' cannot be 'yes'; known are none, record, sentence"
}

@test "declaration: a NUL byte stands in it" {
    place_words
    sed -i '4s/$/\x00/' mine/words/words.yaml
    tells 2 "lapidary: mine/words/words.yaml:4:15: a NUL byte stands here; take it out" \
        lapidary run --plugin-path mine nowhere.txt -o out
}

@test "declaration: an escape asks for a NUL byte" {
    place_words
    sed -i '/^does:/d' mine/words/words.yaml
    line=$(($(wc -l <mine/words/words.yaml) + 1))
    for escape in '\0' '\x00' '\u0000' '\U00000000'; do
        printf 'does: "Words%s here."\n' "$escape" >>mine/words/words.yaml
        tells 2 "lapidary: mine/words/words.yaml:$line:8: a NUL byte stands in this text; take it out" \
            lapidary run --plugin-path mine nowhere.txt -o out
        sed -i '$d' mine/words/words.yaml
    done
}

@test "declaration: a pattern stands in double quotes" {
    place_words
    sed -i 's/regex: .*cube.*/regex: "\\b(?<word>ring|cube)s?\\b"}/' mine/words/words.yaml
    refuses 'mine/words/words.yaml:15:25: a backspace stands here, which YAML makes of \b in double quotes; put the pattern in single quotes'
    sed -i 's/ring|cube/\\w+/' mine/words/words.yaml
    refuses "mine/words/words.yaml:15:35: no YAML: invalid escape 'w' in double-quoted string; in single quotes a backslash stands for itself"
}

@test "declaration: what is no YAML is told with what to do" {
    # no_yaml LINE PLACE SENTENCE: the line in the place of the fifth, `does`
    no_yaml() {
        place_words
        sed -i "5s/.*/$1/" mine/words/words.yaml
        refuses "mine/words/words.yaml:5:$2: no YAML: $3"
    }
    no_yaml "does: 'A stone's words.'" 16 'invalid trailing content after single-quoted scalar; in single quotes an apostrophe is written twice'
    no_yaml 'does: Words: of stones.' 12 'invalid nested block mapping on the same line; put a text with a colon in quotes'
    no_yaml 'does: @words' 7 "plain scalar cannot start with '@'; put the text in quotes"
    place_words
    sed -i 's/^  - {id: shape/\t- {id: shape/' mine/words/words.yaml
    refuses "mine/words/words.yaml:15:1: no YAML: tab character may not be used as indentation; indent with spaces"
}

@test "declaration: a text in braces has a comma and no quotes" {
    place_words
    sed -i 's/{match: blue,/{match: blue, ring,/' mine/words/words.yaml
    refuses "mine/words/words.yaml:21:23: unknown key 'ring'; put a text with a comma in quotes"
    sed -i 's/blue, ring,/blue, a ring: round,/' mine/words/words.yaml
    refuses "mine/words/words.yaml:21:23: unknown key 'a ring'; put a text with a comma in quotes"
    place_words
    sed -i 's/doc: The word./&, as it stands/' mine/words/table.yaml
    refuses "mine/words/table.yaml:5:64: unknown key 'as it stands'; put a text with a comma in quotes"
}

@test "declaration: its patterns are no list" {
    declaration wrong_type \
        "mine/words/words.yaml:10:3: 'patterns' must be a list, not a map" \
        'mine/words/words.yaml: has no pattern and no list that is no cue, so nothing can come out'
}

# ---- Schemas of tables ----

@test "schema: the pattern of a column is broken" {
    schema bad_pattern \
        "mine/words/table.yaml: the pattern of column 'word' is refused: missing terminating ] for character class, at offset 4 of it; correct it there"
}

@test "schema: it lacks a column that the object fills" {
    schema column_missing \
        "mine/words/words.yaml: mine/words/words.so needs the column 'kind', which this declaration has not"
}

@test "schema: it has a column that the object does not fill" {
    schema column_not_filled \
        "mine/words/table.yaml: mine/words/words.so does not fill the column 'size'; known are word, letters, kind"
}

@test "schema: a column is one that every facet's table has" {
    schema column_of_every_table \
        "mine/words/words.yaml:7:9: the schema's column 'match' is one that every facet's table has; name it otherwise"
}

@test "schema: a column stands twice" {
    schema column_twice \
        "mine/words/table.yaml:7:5: the column 'word' stands twice"
}

@test "schema: a number has an enum" {
    schema enum_of_a_number \
        "mine/words/table.yaml:6:5: column 'letters' is a number and can have no pattern or enum"
}

@test "schema: a string has a minimum" {
    schema limits_of_a_string \
        "mine/words/table.yaml:5:5: column 'word' is a string and can have no minimum or maximum"
}

@test "schema: no number can be in a column" {
    schema minimum_above_maximum \
        "mine/words/table.yaml:6:5: column 'letters' has a minimum above its maximum"
}

@test "schema: the table has no column" {
    schema no_columns \
        'mine/words/table.yaml:4:10: a table must have a column'
}

@test "schema: a column has a type that there is not" {
    schema unknown_type \
        "mine/words/table.yaml:6:27: 'type' cannot be 'interger'; did you mean 'integer'?"
}

@test "schema: a name that no column can have" {
    schema wrong_column_name \
        "mine/words/table.yaml:7:5: 'Kind' is no column name: a small letter, then small letters, digits and '_'"
}

@test "schema: a minimum is no number" {
    schema wrong_minimum \
        "mine/words/table.yaml:6:61: 'minimum' must be a number, not 'one'"
}

# ---- Name lists ----

@test "names: two spaces stand between the words of a name" {
    names double_space \
        "mine/words/names.yaml:5: 'flat  ring' is no name: it must hold something, and single spaces only between words"
}

@test "names: it is a list" {
    names no_map \
        'mine/words/names.yaml:2:1: a file of names must be a map, not a list'
}

@test "names: a group has no names" {
    names no_names \
        "mine/words/names.yaml:3:3: 'solids' has no names"
}

@test "names: YAML makes one line of the names" {
    names no_bar \
        "mine/words/names.yaml:4:5: 'names' must be lines of text below a '|', not 'cube cone'"
}

@test "names: the names are a list" {
    names list \
        "mine/words/names.yaml:4:5: 'names' must be lines of text below a '|', not a list"
}

@test "names: a comment stands among the names" {
    names comment \
        "mine/words/names.yaml:5: '# Round ones' would be a name here; write what is none above the group"
}

@test "names: a dash or quotes stand around a name, as in a list" {
    place_words
    sed -i 's/    cone/    - cone/; s/    square/    "square" = '"'plane'"'/' mine/words/names.yaml
    refuses \
        "mine/words/names.yaml:5: '- cone' would be a name with its dash; leave it off" \
        "mine/words/names.yaml:10: '\"square\"' would be a name with its quotes; leave them off" \
        "mine/words/names.yaml:10: ''plane'' would be a name with its quotes; leave them off"
}

@test "names: a spelling is missing" {
    names no_other \
        "mine/words/names.yaml:5: '' is no name: it must hold something, and single spaces only between words"
}

@test "names: a name stands twice" {
    names twice \
        "mine/words/names.yaml:8: 'cube' stands twice; its first place is line 4"
}

@test "names: a spelling stands for two names" {
    names two_meanings \
        "mine/words/names.yaml:5: 'eggcup' would stand for 'eggcup' and, with other joints, for 'egg-cup'; make them one name"
}

@test "names: a key is mistyped" {
    names unknown_key \
        "mine/words/names.yaml:3:3: unknown key 'cases'; did you mean 'case'?"
}

@test "names: a cue has a role that nothing has" {
    names unknown_role_of_cue \
        "mine/words/names.yaml:2:1: the names of 'flat' want a cue of role 'color', but no pattern of 'words' has that role"
}

@test "names: the reach of a cue is no number" {
    names wrong_cue \
        "mine/words/names.yaml:3:31: 'within' must be a whole number from 0 to 1000000000, not 'near'"
}

# ---- What shows itself only on a record ----

@test "a pattern that runs into a limit is told with the record, and costs no other its rows" {
    place_words
    place "$bad/declarations/costly_pattern.yaml" mine/words/words.yaml
    # So long that the walk, which looks at 256 bytes, leaves it to PCRE2.
    printf '{"title": "A blue %0300d ring"}
{"title": "A green cube"}
' 0 | tr 0 r >in.jsonl
    cuts 1 in.jsonl
    rejects "in.jsonl,1,1,scan,words,shape,the search ran into the match limit; what the pattern would still have found in this record is not known"
    same "blue green " "$(rows_of out/words.csv | cut -d, -f8 | tr '
' ' ')"
}

# ---- What is beside it ----

@test "an included file with a key that only a declaration has" {
    place_words
    printf 'patterns: []\nfacet: words\n' >mine/words/shared.yaml
    sed -i 's/^define:/include: shared.yaml\n&/' mine/words/words.yaml
    refuses "mine/words/shared.yaml:2:1: unknown key 'facet'; known are define, patterns, lists"
}

@test "a piece that an included file defines too" {
    place_words
    printf "define: {colour: 'blue|red'}\n" >mine/words/shared.yaml
    sed -i 's/^define:/include: shared.yaml\n&/' mine/words/words.yaml
    refuses "mine/words/words.yaml:13:3: the piece 'colour' is defined twice, also in mine/words/shared.yaml:1"
}

@test "an option that the plugin has not" {
    place_words
    printf 'plugins:\n  words: {lest: 3}\n' >job.yaml
    tells 2 "lapidary: job.yaml:2:11: 'words' has no option 'lest'; did you mean 'least'?" \
        lapidary run --plugin-path mine --config job.yaml nowhere.txt -o out
}

@test "an option with a value that the plugin refuses" {
    place_words
    printf 'plugins:\n  words: {least: few}\n' >job.yaml
    tells 2 "lapidary: mine/words/words.yaml: its object mine/words/words.so refuses to open: least is 'few' and must be a number; correct the declaration, or the options that it is given in job.yaml" \
        lapidary run --plugin-path mine --config job.yaml nowhere.txt -o out
    sed -i 's/^  least: .*/  least: few/' mine/words/words.yaml
    refuses "mine/words/words.yaml: its object mine/words/words.so refuses to open: least is 'few' and must be a number; correct the declaration"
}

@test "an example that is not true fails the test of the plugin" {
    place_words
    sed -i 's/letters: 4, kind: shape/letters: 5, kind: shape/' mine/words/words.yaml
    run --separate-stderr lapidary test --plugin-path mine words
    same 1 "$status"
    [[ $output == *"not ok 1 - words: example at line 19"* && $output == *"ok 2 - "* ]]
}

# Once nothing was marked, since only the fields that records.csv always has were shown.
@test "a field that only its reader has is shown where an example is not true" {
    mkdir -p mine/slow
    place "$top/tests/plugins/slow/slow.yaml" mine/slow/
    sed -i 's/{title: A blue ring./&, keeper: nobody/' mine/slow/slow.yaml
    sed -e 's/{"title", NULL}/{"title", "keeper", "shelf", NULL}/' \
        -e 's/return host->record(.*/return host->record(call, 0, (struct lap_str[]){unit->bytes, unit->bytes, {"3", 1}});/' \
        "$top/tests/plugins/slow/slow.c" >slow.c
    build slow.c mine/slow/slow.so
    run --separate-stderr lapidary test --plugin-path mine slow
    same 1 "$status"
    same "#           title         keeper        shelf
#   wanted  A blue ring.  nobody             
#   made    A blue ring.  A blue ring.  3    
#                         ^             ^    " "$(sed -n 5,8p <<<"$output")"
}

@test "a counterexample that gives a row fails the test of the plugin" {
    place_words
    sed -i 's/Bluetooth/A red tooth/' mine/words/words.yaml
    run --separate-stderr lapidary test --plugin-path mine words
    same 1 "$status"
    [[ $output == *"not ok 3 - words: counterexample at line 29"* ]]
}

@test "a counterexample over which a pattern runs into a limit is not proved" {
    place_words
    sed -i "s/ring|cube)/ring|cube|(?:[a-z]|[a-z][a-z])+[0-9])/; s/Bluetooth/$(printf 'a%.0s' {1..60}) 1/" mine/words/words.yaml
    run --separate-stderr lapidary test --plugin-path mine words
    same 1 "$status"
    [[ $output == *"not ok 3 - words: counterexample at line 29"*"a pattern ran into a limit"* ]] || { echo "$output"; false; }
}

# ---- Run declarations ----

# job SENTENCE: the run declaration on standard input is refused
job() {
    cat >job.yaml
    tells 2 "lapidary: job.yaml$1" lapidary run --config job.yaml nowhere.txt -o out
}

@test "a run declaration with a mistyped key" {
    job ":1:1: unknown key 'input'; did you mean 'inputs'?" <<<'input: [a.txt]'
}

@test "a run declaration whose inputs are no list" {
    job ":1:9: 'inputs' must be a list, not 'a.txt'" <<<'inputs: a.txt'
}

@test "a run declaration with a limit that is no size" {
    job ":1:15: 'record-limit' must be a size such as 500K, 16M or 1G, not 'large'" <<<'record-limit: large'
}

@test "a run declaration with a plugin that is not there" {
    place_words
    printf 'plugin-path: [mine]\nplugins: [wrods]\n' >job.yaml
    tells 2 "lapidary: job.yaml:2:11: there is no plugin 'wrods'; did you mean 'words'?" \
        lapidary run --config job.yaml nowhere.txt -o out
}

@test "a run declaration with a reader that is not there" {
    printf 'inputs:\n  - path: in.txt\n    reader: txt\n' >job.yaml
    : >in.txt
    tells 2 "lapidary: job.yaml:3:13: there is no reader 'txt'; did you mean 'text'?" \
        lapidary run --config job.yaml -o out
}

@test "a run declaration that is not there" {
    tells 2 "lapidary: job.yaml: cannot be read: No such file or directory" \
        lapidary run --config job.yaml nowhere.txt -o out
}

# ---- All of them ----

@test "every declaration, schema and name list of tests/bad has a test here" {
    for file in "$bad"/{declarations,schemas,names}/*.yaml; do
        kind=$(basename "$(dirname "$file")")
        [ "$kind" = names ] || kind=${kind%s}
        grep -qE "^    ($kind|captures) $(basename "$file" .yaml) |/$(basename "$file")" "$BATS_TEST_FILENAME" || { echo "$file"; false; }
    done
}

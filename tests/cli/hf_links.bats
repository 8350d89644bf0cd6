#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The listing that is saved with its links: which inputs are one, that every layout says the same, and
# what wrong and hostile ones cost.
# shellcheck disable=SC2154 # program.bash and words.bash set variables
load words

# paper LAYOUT ID TITLE ABSTRACT NOTE DATE: one paper of a listing as its text, in Markdown, or flat
paper() {
    local page=https://huggingface.co/papers/$2 votes="https://huggingface.co/login?next=%2Fpapers%2F$2"
    case $1 in
    plain) printf '%s\n\n' "$3" "$4" && printf '%s\n·\n%s\n\n' "$5" "$6" ;;
    markdown)
        printf '[-](%s)\n\n### [%s](%s)\n\n' "$votes" "$3" "$page"
        printf '[%s](%s)\n\n[- %s](%s)\n\n·\n\n%s\n\n' "${4// and /$' and\\\\\n'}" "$page" "$5" "$page" "$6"
        ;;
    flat)
        printf ' [-] 2\n\n%s\n\n%s\n\n%s\n\n' "$votes" "$3" "$page"
        printf '%s\n\n%s\n\n[\n\n%s](%s)\n\n·\n\n%s\n\n' "$4" "$page" "$5" "$page" "$6"
        ;;
    esac
}

# listing LAYOUT: three papers below what stands above them on the page
listing() {
    printf 'Get trending papers in your email inbox!\n\nSubscribe\n\n'
    paper "$1" 3105.00017 'Pebble Sort: Ordering Stones by Weight Alone' \
        'Sorting stones by hand is slow and loud. We present Pebble Sort and weigh each once.' '12 authors' 'Nov 30, 2022'
    paper "$1" 3105.00018 'What Do Tides Remember?' \
        'We ask what a tide keeps of the one before it and find salt. Code is at https://tides.example/salt' '1 author' 'Feb 3'
    paper "$1" 3105.00019 'A Field Guide to Small Dunes' 'Dunes below one metre are overlooked.' '2 authors' 'May 29, 2021'
}

# reader_of FILE: which reader took it
reader_of() {
    lapidary run --quiet --force --plugin-path mine "$1" -o seen || [ $? -eq 1 ]
    sed -n '/^  "inputs"/,$s/^ *"reader": "\(.*\)",/\1/p' seen/manifest.json
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    place_words
}

@test "a listing with its links is known by them, whatever its name" {
    for layout in markdown flat; do
        listing "$layout" >page
        same hf_links "$(reader_of page)"
        listing "$layout" | lapidary run --quiet --force --plugin-path mine - -o out
        same "$(rows_of seen/records.csv | cut -d, -f3-)" "$(rows_of out/records.csv | cut -d, -f3-)"
        paper "$layout" 3105.00017 Stones 'They are round.' '2 authors' 'May 9' | sed '/login?/d; /authors/,$d' >page
        same hf_links "$(reader_of page)"
    done
}

@test "a listing is known by its head, which may break off anywhere" {
    for layout in markdown flat; do
        paper "$layout" 3105.00017 Stones "$(printf '%066000d' 0)" '2 authors' 'May 9' >page
        same hf_links "$(reader_of page)"
        [ "$(rows_of seen/records.csv | cut -d, -f5,6,8)" = "Stones,2,--05-09" ]
    done
}

@test "who only mentions a paper's address lists none" {
    title='[Stones](https://huggingface.co/papers/3105.00017)'
    address=https://huggingface.co/papers/3105.00017
    printf '# Stones\n\nOur [paper](%s) and its [page](%s).\n\nSee\n%s\nor %s\n' "$address"{,,,} >README.md
    printf '# Stones\n\n[![](https://badges.example/1.svg)](%s)\n\n[Paper](%s)\n\n## %s\n' "$address"{,} "$title" >badges.md
    printf '# Reading\n\n### %s\n\nOn stones.\n\n### %s\n\nOn foam.\n' "$title" "${title/17)/18)}" >list.md
    printf 'To read:\n\n%s\n\nAnd after it:\n\n%s\n' "$address" "${address%7}8" >notes.txt
    printf '@misc{stones,\n  title = {Stones},\n  url = {%s},\n  note = {%s#community}\n}\n' "$address"{,} >stones.bib
    printf '### %s\n\n[Paper](%s)\n\n[Code](%s)\n' "$title" "${address%7}8"{,} >two.md
    for file in README.md badges.md list.md two.md notes.txt stones.bib; do
        same "$file text" "$file $(reader_of "$file")"
    done
    listing markdown >page.md
    for start in '<p>' '<!-- -->' '{"page": "' '  <pre>'; do
        { printf '%s\n' "$start"; cat page.md; } >page
        [ "$(reader_of page)" != hf_links ]
    done
    printf '[\n{"title": "A blue ring", "abstract": "It is round.", "url": "%s"},\n{"title": "%s", "abstract": "%s"}\n]\n' \
        "$address" "$address" "$title" >page
    same jsonl "$(reader_of page)"
    listing plain >page
    same hf_listing "$(reader_of page)"
}

# A facet whose rows are the records' whole texts.
place_texts() {
    mkdir mine/texts
    cat >mine/texts/texts.yaml <<'YAML'
plugin: texts
kind: extractor
version: 1.0.0
does: Whole abstracts.
facet: texts
schema: table.yaml
object: captures
patterns:
  - {id: all, regex: '^.+$', fields: [abstract]}
values:
  text: {convert: text}
examples:
  - abstract: Foam.
    rows:
      - {match: Foam., text: Foam.}
counterexamples:
  - title: Foam
YAML
    printf 'table: texts\ntitle: Texts\ncolumns:\n  - {name: text, type: string, doc: The text.}\n' >mine/texts/table.yaml
}

@test "the same papers have the same titles, abstracts and dates in each layout" {
    place_texts
    for layout in plain markdown flat; do
        listing "$layout" >page
        cuts 0 --force --plugins texts page
        same 3 "$(rows_of out/texts.csv | wc -l)"
        rows_of out/texts.csv | cut -d, -f3-8 >"$layout.texts"
        rows_of out/records.csv | cut -d, -f3,5,6,8 >"$layout.records"
    done
    for layout in markdown flat; do
        same "$(cat plain.texts)" "$(cat "$layout.texts")"
        same "$(cat plain.records)" "$(cat "$layout.records")"
    done
    same "1,2022-11-30 2,--02-03 3,2021-05-29 " "$(cut -d, -f1,4 flat.records | tr '\n' ' ')"
}

@test "a paper without a title is rejected, and costs nothing else" {
    listing markdown | sed 's/^### \[What.*/### [What Do Tides/' >page.md
    cuts 1 page.md
    rejects "page.md,2,19,read,hf_links,,no title can be read of the paper 3105.00018 on line 19; write it there as ### [TITLE](https://huggingface.co/papers/3105.00018)"
    same "1,7,12 3,34,2 " "$(rows_of out/records.csv | cut -d, -f3,4,6 | tr '\n' ' ')"
}

@test "the tables are the same for one worker and for three" {
    { listing markdown; listing flat; sed 's/^### .*//' <(listing markdown); } >page
    for workers in 1 3; do
        cuts 1 --workers "$workers" page
        mv out "out$workers"
    done
    same 6 "$(rows_of out1/records.csv | wc -l)"
    diff -r --exclude run.json out1 out3
}

# repeated PIECE SIZE: so many bytes of it below a paper's title, with a line's end for each ~
repeated() {
    printf '### [Stones](https://huggingface.co/papers/3105.00017)\n\n['
    yes -- "$1" | tr -d '\n' | tr '~' '\n' | head -c "$2"
}

# What is looked at again for each sign takes hours here.
@test "hostile inputs take no longer than their length asks for, and little memory" {
    local size=3000000 limit=(--memory-limit 64M)
    [ -z "${SANITIZED-}${UNDER-}" ] || size=30000 limit=() # slow, and with memory of their own
    address=https://huggingface.co/papers/3105.00017
    for piece in '[' '[~' '[~~' '![' '![~' '](' "](${address/3105/x}" '![](x' $'\\' '### [~' '·~~' '###~' '#' "$address~" \
        "~$address~" "- ![](x)\\\\~" 'May 9[6]('"$address#community)" 'x~[6\]('"$address#community)" "-~~-~~$address~" 'May 9~'; do
        repeated "$piece" "$size" >page
        run timeout -s KILL 60 "$LAPIDARY" run --quiet --force --plugin-path mine "${limit[@]}" --reader hf_links page -o out
        [ "$status" -le 1 ] || { echo "$piece: status $status"; return 1; }
        same "$piece: Stones" "$piece: $(rows_of out/records.csv | cut -d, -f5 | head -n 1)"
    done
    { listing markdown; printf '### [Foam](%s)\n\n[' "${address%7}8"; head -c "$size" /dev/zero | tr '\0' '['; } >page
    ends_with 0 timeout -s KILL 60 "$LAPIDARY" run --quiet --force --plugin-path mine page -o out
    same 4 "$(rows_of out/records.csv | wc -l)"
}

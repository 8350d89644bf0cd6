#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What an API replies and what a browser saves: how they are known, and what is read of them.
# shellcheck disable=SC2154 # program.bash and bats set variables
load program

# cuts STATUS FILE...
cuts() {
    ends_with "$1" lapidary run --quiet --force "${@:2}" -o out
}

# by READER FILE: it was found to be this reader's
by() {
    tr -d ' \n' <out/manifest.json | grep -qF "{\"name\":\"$2\",\"reader\":\"$1\","
}

# records: id, place and line of each, and its title
records() {
    tail -n +2 out/records.csv | cut -d, -f1,3-5
}

# page DATA [BETWEEN]: a page that is made of this, with so many bytes before it
page() {
    printf '<!DOCTYPE html>\n<html><head><title>Daily Papers</title></head>\n<body><pre>%*s</pre>\n' "${2:-0}" ""
    printf '<div class="contents" data-target="DailyPapers" data-props="%s"></div></body></html>\n' \
        "$(sed 's/&/\&amp;/g; s/"/\&quot;/g' <<<"$1")"
}

papers='{"id": "3105.1", "title": "Sorting & Pebbles", "summary": "We sort 3x faster with 7B parameters, see https://pebbles.example/a?b=1&c=2 on GSM8K."},
{"id": "3105.2", "title": "Counting", "summary": "It \"counts\" on two GPUs and needs 20% less memory."}'

@test "the same papers make the same tables as lines, as an API's reply and as a saved page" {
    local kind table
    printf '%s\n' "$papers" | sed 's/,$//' >lines
    printf '{"total": 2, "data": [%s]}\n' "$papers" >reply
    printf '{"day": "x", "dailyPapers": [%s]}' "$papers" | page "$(cat)" >saved
    for kind in lines reply saved; do
        cuts 0 "$kind"
        mkdir "of_$kind"
        for table in out/*.csv; do
            sed "s/,$kind,/,INPUT,/; s/^$kind,/INPUT,/" "$table" >"of_$kind/${table#out/}"
        done
        cut -d, -f1-3,5- "of_$kind/records.csv" >records # without the line
        mv records "of_$kind/records.csv"
    done
    diff -r of_lines of_reply
    cut -d, -f1-4,9 of_lines/records.csv >lines_alone
    diff -r --exclude records.csv of_lines of_saved
    diff lines_alone <(cut -d, -f1-4,9 of_saved/records.csv)
    [ "$(wc -l <of_lines/model_sizes.csv)" -eq 2 ]
    [ "$(wc -l <of_lines/savings.csv)" -eq 2 ]
}

@test "a reply is known by its list, on one line or several, and however long it is" {
    printf '{"total": 1, "results": [{"title": "Sorting"}]}' >one.json
    printf '{\n "total": 1,\n "results": [\n  {"title": "Sorting"}\n ]\n}\n' >spread.json
    printf '{"data": [{"title": "Sorting"}]}\n{"data": [{"title": "Counting"}]}\n' >replies
    { printf '{"total": 900, "data": ['; yes '{"title": "A paper that is one of very many like it"},' | head -3000 | tr -d '\n'; printf '{}]}'; } >long.json
    cuts 1 one.json spread.json replies long.json
    [ "$(grep -c '^[^,]*,one.json,1,1,Sorting,' out/records.csv)" -eq 1 ]
    [ "$(grep -c '^[^,]*,spread.json,1,4,Sorting,' out/records.csv)" -eq 1 ]
    [ "$(grep -c '^[^,]*,replies,1,1,Sorting,' out/records.csv)" -eq 1 ]
    [ "$(grep -c '^[^,]*,replies,2,2,Counting,' out/records.csv)" -eq 1 ]
    [ "$(grep -c '^[^,]*,long.json,' out/records.csv)" -eq 3000 ]
    [ "$(tail -n +2 out/rejects.csv | cut -d, -f1-2)" = long.json,3001 ]
}

@test "a line that is a paper is none of a reply, whatever it lists" {
    printf '{"data": [{"title": "No"}], "title": "Sorting"}\n{"title": "Counting"}\n' >papers.jsonl
    printf '{"paper": {"title": "Sorting"}, "results": [{"title": "No"}]}\n' >other.jsonl
    cuts 0 papers.jsonl other.jsonl
    [ "$(tail -n +2 out/records.csv | cut -d, -f2-5)" = "papers.jsonl,1,1,Sorting
papers.jsonl,2,2,Counting
other.jsonl,1,1,Sorting" ]
}

@test "lines of papers with lists are read one by one, however many they are" {
    yes '{"data": [{"title": "No"}], "title": "Sorting"}' | head -1000 >papers.jsonl
    cuts 0 --record-limit 1K papers.jsonl # of which 16 times may be read as a whole
    [ "$(records | wc -l)" -eq 1000 ]
}

@test "of a reply that breaks off the papers before are read" {
    printf '{"total": 3,\n"data": [{"title": "Sorting"},\n{"title": "Counting"},\n{"title": "Wei' >cut.json
    cuts 1 cut.json
    [ "$(records | cut -d, -f2-)" = "1,2,Sorting
2,3,Counting" ]
    [ "$(tail -n +2 out/rejects.csv)" = 'cut.json,3,4,read,jsonl,,"broken JSON near column 14 (parse error: premature EOF); the rest of the input is lost, mend it"' ]
}

@test "a saved page is known though its data begins far below its head and ends far behind what is looked at" {
    page "{\"dailyPapers\": [$papers, {\"title\": \"$(yes 'a long one' | head -9000 | tr '\n' ' ')\"}]}" 60000 >saved.html
    cuts 0 saved.html
    by hf_page saved.html
    [ "$(records | head -2)" = "3105.1,1,4,Sorting & Pebbles
3105.2,2,5,Counting" ]
    [ "$(records | wc -l)" -eq 3 ]
}

@test "a page may have data in several places, each with its line" {
    { page "{\"dailyPapers\": [$papers]}"; page '{"title": "Weighing"}' | sed 's/DailyPapers/PaperContent/'; } >saved.html
    cuts 0 saved.html
    [ "$(records)" = "3105.1,1,4,Sorting & Pebbles
3105.2,2,5,Counting
$(tail -1 out/records.csv | cut -d, -f1),3,9,Weighing" ]
}

@test "a page without data of papers is told, and what to do" {
    page '[]' | sed 's/DailyPapers/Models/' >models.html
    cuts 1 models.html
    [[ $(tail -n +2 out/rejects.csv) == models.html,,,input,,,*"choose one with --reader NAME"* ]]
    cuts 1 --reader hf_page models.html
    [ "$(tail -n +2 out/rejects.csv)" = 'models.html,1,1,read,hf_page,,"the page holds no data of papers (data-target DailyPapers|PaperContent); save it as the browser got it, or copy its text"' ]
}

@test "what is broken in a page's data costs nothing before it, and no other page" {
    page '{"dailyPapers": [{"title": "Sorting"}, {"title": "Coun' >broken.html
    page "{\"dailyPapers\": [$papers]}" >whole.html
    cuts 1 broken.html whole.html
    [ "$(tail -n +2 out/records.csv | cut -d, -f2-5)" = "broken.html,1,4,Sorting
whole.html,1,4,Sorting & Pebbles
whole.html,2,5,Counting" ]
    [[ $(tail -n +2 out/rejects.csv) == broken.html,2,*,read,hf_page,,*"broken JSON"*"the rest of the input is lost, mend it"* ]]
}

# What takes the square of an input's length takes more than the time limit, 10 s, over some megabytes.
@test "pages of endless pieces are read in time" {
    is_sanitized && skip "a sanitizer makes it too slow"
    local piece
    for piece in '<' '<a b="' '<!--' '<script>' '&' '<div data-target="DailyPapers" data-props="{}">' \
        '<div data-target=DailyPapers data-props="&amp;&quot;' $'\n<div data-target=DailyPapers data-props=7>'; do
        { printf '<html><div data-target="DailyPapers" data-props="{&quot;title&quot;:&quot;Sorting&quot;}">'
          yes "$piece" | head -c 4000000 | tr -d '\n'; } >endless.html
        run lapidary run --quiet --force endless.html -o out
        [ "$status" -le 1 ]
        [[ $(<out/rejects.csv) != *--time-limit* ]]
        [ "$(records | head -1 | cut -d, -f2-)" = 1,1,Sorting ]
    done
}

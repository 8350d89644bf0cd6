#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Feeds of papers, RSS and Atom: what the examples of the reader cannot show.
# shellcheck disable=SC2154,SC2016 # words.bash and bats set variables; inner shells expand
load words

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    place_words
    printf '{"id": "good", "title": "A blue ring"}\n' >good.jsonl
}

# rss ITEM...: a feed of these items, each on a line of its own from the third on
rss() {
    printf '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Rings</title>\n'
    printf '<item>%s</item>\n' "$@"
    printf '</channel></rss>\n'
}

# records FILE COUNT: so many of its records were taken
records() {
    same "$2" "$(rows_of out/records.csv | cut -d, -f2 | grep -cx "$1")"
}

@test "a feed is known by its root, and other XML is not taken for one" {
    rss '<title>A blue ring</title>' >rings
    printf '\xef\xbb\xbf\n <!-- saved --><!DOCTYPE rss SYSTEM "rss.dtd"><rss><channel/></rss>' >no_items.xml
    printf '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A red cube</title></entry></feed>' >atom.txt
    printf '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>A red ring</title></item></r:RDF>' >rdf
    printf '<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><title>A blue ring \xe9</title></item></rss>' >latin.xml
    printf 'A blue cube.\n' >prose.txt
    printf '<svg xmlns="http://www.w3.org/2000/svg"><title>A red ring</title></svg>' >ring.svg
    printf '<OAI-PMH><ListRecords><item><title>A red ring</title></item></ListRecords></OAI-PMH>' >oai.xml
    printf '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><title>A red ring</title></r:RDF>' >ontology.rdf
    printf '<feed><entry><title>A red ring</title></entry></feed>' >other.xml
    printf '<!DOCTYPE html><html><title>A red ring</title><rss><item></html>' >page.html
    cuts 1 rings no_items.xml atom.txt rdf latin.xml prose.txt good.jsonl ring.svg oai.xml ontology.rdf other.xml page.html
    same "feed feed feed feed feed text jsonl " \
        "$(sed -n '/^  "inputs"/,$s/^ *"reader": "\(.*\)",/\1/p' out/manifest.json | tr '\n' ' ')"
    same "rings atom.txt rdf latin.xml prose.txt good.jsonl " "$(rows_of out/records.csv | cut -d, -f2 | tr '\n' ' ')"
    same "ring.svg oai.xml ontology.rdf other.xml page.html " "$(rows_of out/rejects.csv | cut -d, -f1 | tr '\n' ' ')"
    same 5 "$(grep -c '"no reader knows what this is; ' out/rejects.csv)"
}

@test "a feed is known where its beginning breaks off, and where its items begin late" {
    { printf '<rss><channel><title>Rings</title><!-- '; head -c 70000 /dev/zero | tr '\0' x
        printf ' --><item><title>A blue ring</title></item></channel></rss>'; } >late.xml
    { printf '<rss><channel><item><title>A blue ring</title></item>'
        printf '<item><title>A red cube</title></item>%.0s' {1..3000}
        printf '</channel></rss>'; } >long.xml
    cuts 0 late.xml long.xml
    records late.xml 1
    records long.xml 3001
}

@test "a paper has one identifier in a feed, in arXiv's answer and in JSON" {
    printf '{"id": "3105.00017", "title": "A blue ring"}\n' >daily.jsonl
    rss '<title>A blue ring</title><guid>https://huggingface.co/papers/3105.00017</guid>' >daily.xml
    printf '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/3105.00017v2</id><title>A blue ring.</title></entry></feed>' >api.xml
    cuts 0 daily.jsonl daily.xml api.xml
    same "3105.00017,daily.jsonl, 3105.00017,daily.xml,daily.jsonl#1 3105.00017,api.xml,daily.jsonl#1 " \
        "$(rows_of out/records.csv | cut -d, -f1,2,11 | tr '\n' ' ')"
}

@test "a record stands on the line on which its item begins" {
    { printf '\n\n'; rss '<title>A blue ring</title>' $'\n<title>A\nred cube</title>' '<title>A red ring</title>'; } >feed.xml
    cuts 0 feed.xml
    same "5 6 9 " "$(rows_of out/records.csv | cut -d, -f4 | tr '\n' ' ')"
}

@test "of broken XML what stands before is given, and the place is told" {
    rss '<title>A blue ring</title>' '<title>A red & cube</title>' '<title>A red ring</title>' >and.xml
    rss '<title>A blue ring</title>' '<title>A red&nbsp;cube</title>' >nbsp.xml
    rss '<title>A blue ring</title>' '<title>A red cube</title>' | head -n 4 | head -c 120 >cut.xml
    cuts 1 and.xml nbsp.xml cut.xml good.jsonl
    rejects 'and.xml,2,4,read,feed,,"broken XML near column 21 (not well-formed (invalid token)); the rest of the input is lost, mend it"' \
        'nbsp.xml,2,4,read,feed,,"broken XML near column 19 (undefined entity); the rest of the input is lost, mend it"' \
        'cut.xml,2,4,read,feed,,"broken XML near column 7 (unclosed token); the rest of the input is lost, mend it"'
    for input in and.xml nbsp.xml cut.xml good.jsonl; do
        records "$input" 1
    done
}

@test "an item without title and abstract is told, and the others are read" {
    rss '<link>https://rings.example/1</link>' '<title>A blue ring</title>' >feed.xml
    cuts 1 feed.xml
    rejects "feed.xml,1,3,read,feed,,the record has neither title nor abstract"
    records feed.xml 1
}

@test "a date that is none is told, and its cell is empty" {
    rss '<title>A blue ring</title><pubDate>last week</pubDate>' \
        '<title>A red ring</title><pubDate>Mon, 31 Feb 2031 00:00:00 GMT</pubDate>' \
        '<title>A red cube</title><pubDate>006 May 2031</pubDate>' '<title>A cube</title><pubDate>6 May 203</pubDate>' >feed.xml
    cuts 1 feed.xml
    rejects "feed.xml,1,3,row,feed,,'last week' is not what the pattern of column 'published' asks for" \
        "feed.xml,2,4,row,feed,,'2031-02-31' is not what the pattern of column 'published' asks for" \
        "feed.xml,3,5,row,feed,,'006 May 2031' is not what the pattern of column 'published' asks for" \
        "feed.xml,4,6,row,feed,,'6 May 203' is not what the pattern of column 'published' asks for"
    same "4 " "$(rows_of out/records.csv | grep -c ',,,,,$') "
}

@test "XML that is no feed is told so where the reader was asked for" {
    printf '<svg><title>A blue ring</title></svg>' >ring.svg
    : >empty.xml
    printf ' \n\n' >blank.xml
    cuts 1 --reader feed ring.svg empty.xml blank.xml
    rejects 'ring.svg,1,1,read,feed,,"the XML is no feed: its root is none of rss, feed and RDF; choose another reader"'
}

# A few hundred bytes that would be gigabytes.
@test "entities that a feed declares or leaves to others are refused at once" {
    { printf '<!DOCTYPE rss [<!ENTITY l0 "A blue ring. ">'
        for i in {1..9}; do
            printf '<!ENTITY l%s "' "$i"
            printf "&l$((i - 1));%.0s" {1..10}
            printf '">'
        done
        printf ']>'; rss '<title>&l9;</title>' | tail -n +2; } >bomb.xml
    { printf '<!DOCTYPE rss [<!ENTITY %% p SYSTEM "/etc/passwd"> %%p;]>\n'; rss '<title>A red ring</title>' | tail -n +2; } >outer.xml
    { printf '<!DOCTYPE rss SYSTEM "rss.dtd">\n'; rss '<title>A blue ring</title>' '<title>A red&eacute;ring</title>' | tail -n +2; } >left.xml
    cuts 1 --memory-limit 64M --time-limit 5 bomb.xml outer.xml left.xml good.jsonl
    declared='"the XML has declarations of its own, which are not read, and the rest of the input is lost; take them out, and write the texts of entities where they are used"'
    rejects "bomb.xml,1,1,read,feed,,$declared" "outer.xml,1,1,read,feed,,$declared" \
        'left.xml,2,4,read,feed,,"the XML leaves an entity to its document type, which is not read, and the rest of the input is lost; write its text where it is used"'
    records good.jsonl 1
}

@test "empty elements take no room" {
    printf -v many '<id/>%.0s' {1..2000}
    printf '<feed xmlns="http://www.w3.org/2005/Atom"><entry>%s<title>A blue ring</title></entry></feed>' "$many" >ids.xml
    printf -v many '<item/>%.0s' {1..2000}
    printf '<rss><item><title>A red ring</title></item>%s</rss>' "$many" >items.xml
    cuts 1 ids.xml items.xml
    records ids.xml 1
    records items.xml 1
    same "2000 items.xml,2,1,read,feed,,the record has neither title nor abstract" \
        "$(rows_of out/rejects.csv | wc -l) $(rows_of out/rejects.csv | head -n 1)"
}

@test "elements within each other are read to a depth, and no further" {
    printf -v open '<i>%.0s' {1..300}
    printf -v close '</i>%.0s' {1..300}
    rss '<title>A blue ring</title>' "<description>${open}A red cube${close}</description>" >feed.xml
    rss "<title>${open:0:600}A red ring${close:0:800}</title>" >fair.xml
    cuts 1 feed.xml fair.xml
    rejects 'feed.xml,2,4,read,feed,,"elements stand more than 256 deep, and the rest of the input is lost; mend it"'
    records feed.xml 1
    records fair.xml 1
}

# Each of these once takes minutes where something is looked at again and again.
@test "a large feed is read in linear time and fair memory" {
    not_sanitized
    words=$(printf 'Stones are many. %.0s' {1..70})
    { echo '<rss><channel>'
        for i in {1..1000}; do
            printf '<item><title>Stone %s</title><description>&lt;p&gt;%s&lt;/p&gt;</description></item>\n' "$i" "$words"
        done; } >thousand
    { cat thousand; for _ in {2..26}; do tail -n +2 thousand; done; echo '</channel></rss>'; } >large.xml
    [ "$(wc -c <large.xml)" -gt 30000000 ]
    { printf '<rss><channel><!-- '; head -c 100000000 /dev/zero | tr '\0' x; printf ' -->'; rss '<title>A blue ring</title>' | tail -n +2; echo '</channel></rss>'; } >comment.xml
    { printf '<rss><channel><item><title>A red ring</title><description>'
        yes '&lt;b a=1' | head -n 1000000
        printf '</description></item></channel></rss>'; } >tags.xml
    ends_with 0 timeout 60 "$LAPIDARY" run --quiet --plugin-path mine --workers 1 --memory-limit 160M --time-limit 60 large.xml tags.xml -o out
    records large.xml 26000
    records tags.xml 1
    ends_with 0 timeout 60 "$LAPIDARY" run --quiet --plugin-path mine --workers 1 --time-limit 60 comment.xml -o comment
    same 2 "$(wc -l <comment/records.csv)"
}

@test "feeds give the same tables with one worker and with three" {
    for i in {1..40}; do
        rss "<title>A blue ring of $i</title>" "<description>&lt;p&gt;A red cube, $i&lt;/p&gt;</description>" '<guid>none</guid>' >"$i.xml"
    done
    rss '<title>A blue ring</title>' '<title>A red & cube</title>' >broken.xml
    cuts 1 --workers 1 ./*.xml
    mv out one
    cuts 1 --workers 3 ./*.xml
    rm one/run.json out/run.json
    diff -r one out
    same 81 "$(rows_of out/records.csv | wc -l)"
}

/* SPDX-License-Identifier: MIT */
/* The anchored engine against the plain one: every construct that declarations may use, over text
 * made of what patterns look for, and expressions and texts made by chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "chance.h"
#include "process/memory.h"
#include "scan/automaton.h"
#include "scan/block.h"
#include "scan/grouping.h"
#include "scan/machine_code.h"
#include "scan/needle.h"
#include "scan/plan.h"
#include "text/buffer.h"

static const char *const fields_searched[] = {"title", "abstract", NULL};
static const char *const captures[] = {"a", "b"};
static const char *const roles[] = {"role"};
static const size_t pattern_roles[64];

/* All matches of an engine as text; NULL where a pattern is refused. */
static char *matches_of(struct arena *arena, enum engine_kind kind, bool has_machine_code,
                        const struct pattern *patterns, size_t count, struct record *record)
{
    struct declaration declaration = {
        .name = "made", .kind = LAP_EXTRACTOR, .patterns = patterns, .pattern_count = count};
    struct plugin plugin = {
        .declaration = &declaration,
        .setup = {.captures = captures, .capture_count = 2, .roles = roles, .role_count = 1},
        .roles = pattern_roles};
    struct catalog catalog = {.plugins = &plugin, .count = 1};
    struct record_fields fields = record_fields_of(arena, NULL, 0);
    struct faults faults = {0};
    struct engine *engine = engine_build(&catalog, &fields, kind, &faults);
    struct buffer out = {0};
    struct scanner *scanner;
    const struct scan *scan;
    char *text;

    faults_release(&faults);
    if (!engine)
        return NULL;
    if (has_machine_code)
        machine_code_make(engine, UINT64_MAX);
    scanner = scanner_open(engine);
    scan = scanner_scan(scanner, record);
    for (size_t i = 0; i < scan->found[0].count; i++) {
        const struct lap_match *match = &scan->found[0].items[i];

        buffer_add_format(&out, "%zu:%zu:%zu-%zu", match->pattern, match->field, match->span.start,
                          match->span.end);
        for (size_t j = 0; j < 2; j++)
            buffer_add_format(&out, "/%zd-%zd", (ptrdiff_t)match->captures[j].start,
                              (ptrdiff_t)match->captures[j].end);
        buffer_add_char(&out, ' ');
    }
    for (size_t i = 0; i < scan->hit_count; i++)
        buffer_add_format(&out, "!%zu:%zu", scan->hits[i].pattern, scan->hits[i].field);
    text = arena_copy(arena, buffer_str(&out));
    buffer_release(&out);
    scanner_close(scanner);
    engine_free(engine);
    return text;
}

static bool are_same(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

/* True where both engines find the same, and with machine code what is found without, unless that
 * ran into a limit; *is_refused where PCRE2 takes no such pattern. */
static bool engines_agree(const struct pattern *patterns, size_t count, const char *title,
                          const char *abstract, bool *is_refused)
{
    struct arena arena = {0};
    struct lap_field texts[FIELD_COUNT] = {{"title", str_of(title)},
                                           {"abstract", str_of(abstract)}};
    struct record record = {.fields = texts, .field_count = FIELD_COUNT};
    char *plain = matches_of(&arena, ENGINE_PLAIN, true, patterns, count, &record);
    char *anchored = matches_of(&arena, ENGINE_ANCHORED, true, patterns, count, &record);
    char *without = matches_of(&arena, ENGINE_ANCHORED, false, patterns, count, &record);
    bool is_same = are_same(plain, anchored) &&
                   (are_same(anchored, without) || (without && strchr(without, '!')));

    if (!is_same)
        printf("pattern %s\ntext %s\nplain    %s\nanchored %s\nwithout  %s\n", patterns[0].regex,
               abstract, plain, anchored, without);
    *is_refused = !plain;
    arena_release(&arena);
    return is_same;
}

/* Constructs of pcre2pattern(3); the text below has something for each. */
static const char *const constructs[] = {
    "abc",
    "a|bc|def",
    "\\bab",
    "\\b(?:ab|cd)\\b",
    "(?:\\bab|cd)",
    "\\Bab",
    "[a-c]d",
    "[^a-c]d",
    "[]x]a",
    "[^]a]b",
    "[\\d.]+x",
    "[\\w-]+:",
    "[\\W]a",
    "[[:alpha:]]1",
    "[^[:alpha:]]a",
    "[a\\-z]b",
    "[\\x41-C]b",
    "\\d+(?:\\.\\d+)?x?",
    "(?<a>\\d+)(?:-(?<b>\\d+))?%",
    "(?P<a>a)(?'b'b)",
    "(?:ab)?cd",
    "(?:ab)*cd",
    "(?:ab)+c?",
    "a{2}b",
    "a{2,}b",
    "a{0,2}b",
    "a{2,3}?b",
    "a{,2}",
    "a{x}",
    "a?+b",
    "(?>a+)b",
    "(?>[a-k]+|a)b",
    "(?>\\w+|a)bc",
    "(?>\\w+|\\d)1",
    "(?:(a)*+z)?bc",
    "(?x)(?: (?<one>a) * # firm\n + z)?bc",
    "(?|(?<a>ab)|(?<a>cd))",
    "(?i)ab",
    "(?i:ab)cd",
    "a(?i)b|c",
    "(?-i:ab)",
    "(?x) a b # comment\n c",
    "(?x: a b ) c",
    "(?x)[a b]c",
    "(?s).b",
    ".b",
    "a.c",
    "^ab",
    "ab$",
    "abc$",
    "abc\\z",
    "[xa][bc][ca][bd]",
    "xabc\\b",
    "(?:x|xa)bc(?=$|d)",
    "xabc(?!\\w)",
    "\\Aab",
    "cd\\z",
    "(?=ab)a",
    "(?!ab)a",
    "(?<=b)c",
    "(?<!b)c",
    "(?<!\\w)ab",
    "(?<![\\w-])ab",
    "(?<![a-z])ab",
    "(?<!ab)c",
    "(?<=[\\w-])(?:cd|Bench)",
    "a(?=b)b",
    "\\x61\\x{62}",
    "\\x{e9}t",
    "\\t|a",
    "\xC3\xA9t",
    "[\xC3\xA9\xC3\xA8]t",
    "[^\xC3\xA9]t",
    "\xC3\xA9?t",
    "(?i)\xC3\x89t",
    "(?i)ks",
    "(?i)s",
    "(?i)[k-t]x",
    "(?i)[^k]x",
    "\\p{L}1",
    "\\P{L}1",
    "\\pL1",
    "[\\p{Lu}]b",
    "\\h1",
    "\\R",
    "\\N1",
    "\\s1",
    "\\S1",
    "\\D1",
    "\\W1",
    "(a)\\1",
    "(?<a>a)\\k<a>",
    "a\\Kb",
    "\\Gab",
    "(?:a|ab)(?:c|bcd)",
    "(?#comment)ab",
    "ab(?#comment)?c",
    "ab(?#comment)*(?#more)c",
    "ab(?#comment){2}c",
    "(?x)ab (?#comment) {2} c",
    "ab+(?#comment)?c",
    "ab+(?#comment)+c",
    "a{1,2}(?#comment)?b",
    "(?x)ab+ ?c",
    "(?x)ab{1,2} +c",
    "(?x)ab* # comment\n (?#more) ?c",
    "(?x)a\xE2\x80\x8E"
    "b\xC2\x85\xE2\x80\xA8 c",
    "[(:]cd[):]",
    "[([:]cd[):]]?[:]",
    "[[:a]b:]c]d",
    "[[:\\\\]:]a",
    "\\Qa.c\\E",
    "(?(?=a)ab|cd)",
    "(a(?1)?b)",
    "(*UCP)\\bab",
    "(?:(?:(?:a)))b",
    "(?:)ab",
    "(?:|a)b",
    "(?:a|)b",
    "(?:a*|b)c",
    "\\.\\d",
    "\\$\\d+",
    "a\\ b",
    "\\b\\d{1,3}(?:,\\d{3})+\\b",
    "(?<!\\d)\\d{2}(?!\\d)",
    "\xE2\x82\xAC\\d",
    "[\xE2\x82\xAC$]\\d",
    "(?:speed|throughput)-?up\\b",
    "x(?<=\\dx)",
};

static const char *const texts[] = {
    "",
    "abc ab cd abcd Bench-cd a.c aab aaab aaaab abab ababc",
    "AB aB Ab abC cD \xC3\xA9t \xC3\x89T \xC3\xA8t xt",
    "1x 2.5x 10-20% 30% 1,234,567 12 123 \xE2\x82\xAC"
    "5 $40 a1 .1 #1 \xC3\xA9"
    "1",
    "ks KS \xE2\x84\xAA\xC5\xBF \xC5\xBF s k kx sx tx \xE2\x84\xAAx",
    "-ab _ab 9ab \xC3\xA9"
    "ab ab- ab:cd: ]a xa ]b",
    "a b c\tab\nab a{,2} a{x} b ac bc abcd abbcd aa",
    "speedup throughput-up Speed-up abab cd$ cd",
    "xbcd xabc",
    "abcabcabs\xC5\xBF",
    "(cd) :cd: (cd:] [cd):] a]b:]c]d abbc ac [:]:]a",
    "Ab cd. Abcd 12 ks! (A 1x.) E.g. abab, cd. \xC3\x89t x ab? Aab \xE2\x84\xAA.",
};

enum {
    CONSTRUCT_COUNT = sizeof constructs / sizeof *constructs,
    TEXT_COUNT = sizeof texts / sizeof *texts
};

static struct pattern pattern_of(const char *id, const char *regex, bool is_caseless, enum cue cue)
{
    return (struct pattern){.id = id,
                            .regex = regex,
                            .fields = fields_searched,
                            .is_caseless = is_caseless,
                            .cue = cue,
                            .place = {"made.yaml", 1, 1}};
}

static void every_construct_finds_the_same(void **state)
{
    size_t refused = 0;

    (void)state;
    for (size_t i = 0; i < CONSTRUCT_COUNT; i++) {
        for (int is_caseless = 0; is_caseless < 2; is_caseless++) {
            struct pattern pattern = pattern_of("one", constructs[i], is_caseless, CUE_NONE);
            bool is_refused = false;

            for (size_t j = 0; j < TEXT_COUNT; j++)
                assert_true(
                    engines_agree(&pattern, 1, texts[j], texts[(j + 1) % TEXT_COUNT], &is_refused));
            refused += is_refused;
        }
    }
    /* Those that could match nothing are no test; the rest must be. */
    assert_in_range(refused, 0, 12);
}

/* Most are wrong then; they are looked through before PCRE2 says so. */
static void constructs_that_are_cut_short_are_read_no_further(void **state)
{
    (void)state;
    for (size_t i = 0; i < CONSTRUCT_COUNT; i++) {
        for (size_t size = 1; size < strlen(constructs[i]); size++) {
            char *regex = memory_take(size + 1, 1); /* a sanitizer sees where it ends */
            struct pattern pattern = pattern_of("one", regex, false, CUE_NONE);
            struct gate *gate = gate_new();
            struct arena arena = {0};

            memcpy(regex, constructs[i], size);
            plan_make(&arena, gate, &pattern, 0);
            gate_free(gate);
            arena_release(&arena);
            free(regex);
        }
    }
}

static void all_constructs_together_find_the_same(void **state)
{
    struct pattern patterns[64];
    bool is_refused;

    (void)state;
    for (size_t round = 0; round < 200; round++) {
        size_t count = 2 + random_below(12);

        for (size_t i = 0; i < count; i++)
            patterns[i] =
                pattern_of("one", constructs[random_below(CONSTRUCT_COUNT)], random_below(2),
                           i > 0 ? (enum cue)random_below(CUES) : CUE_NONE);
        assert_true(engines_agree(patterns, count, texts[random_below(TEXT_COUNT)],
                                  texts[random_below(TEXT_COUNT)], &is_refused));
    }
}

static const char *const atoms[] = {
    "a",      "b",        "k",     "1",     "\\d",       "[ab]", "[^a]",   "\\w",      "\\b",
    "-",      "\xC3\xA9", "s",     "(?=a)", ".",         "\\B",  "[\\w-]", "(?<!\\w)", " ",
    "(?<=a)", "\\W",      "[k-s]", "(?!b)", "(?<![a1])", "(?i)", "\\s",    "[^\\w]"};
static const char *const quantifiers[] = {"",  "",    "",      "",     "?",  "*",
                                          "+", "{2}", "{0,2}", "{1,}", "??", "+(?#)?"};

static void add_branch(struct buffer *regex, size_t depth)
{
    size_t length = 1 + random_below(4);

    for (size_t i = 0; i < length; i++) {
        if (depth && random_below(4) == 0) {
            buffer_add_format(regex, "(?:");
            add_branch(regex, depth - 1);
            for (size_t j = random_below(3); j > 0; j--) {
                buffer_add_char(regex, '|');
                add_branch(regex, depth - 1);
            }
            buffer_add_char(regex, ')');
        } else {
            buffer_add_format(regex, "%s", atoms[random_below(sizeof atoms / sizeof *atoms)]);
        }
        buffer_add_format(regex, "%s",
                          quantifiers[random_below(sizeof quantifiers / sizeof *quantifiers)]);
    }
}

static void add_text(struct buffer *text)
{
    static const char *const letters[] = {
        "a", "b", "k", "s", "1", "-", " ", "A", "\xC3\xA9", "\xC5\xBF", "\xE2\x84\xAA", "_", "."};

    for (size_t length = random_below(60); length > 0; length--)
        buffer_add_format(text, "%s", letters[random_below(sizeof letters / sizeof *letters)]);
}

static void expressions_made_by_chance_find_the_same(void **state)
{
    size_t tried = 0;

    (void)state;
    for (size_t round = 0; round < 6000; round++) {
        struct buffer regex = {0};
        struct buffer text = {0};
        struct pattern pattern;
        bool is_refused;

        add_branch(&regex, 2);
        add_text(&text);
        pattern = pattern_of("one", buffer_text(&regex), random_below(2), CUE_NONE);
        assert_true(engines_agree(&pattern, 1, "", buffer_text(&text), &is_refused));
        tried += !is_refused;
        buffer_release(&regex);
        buffer_release(&text);
    }
    assert_in_range(tried, 1500, 6000);
}

/* Expressions that could begin almost anywhere, but hold something rare. */
static void add_haystack(struct buffer *regex)
{
    static const char *const hay[] = {"\\w+ ?",  "[a-s]{1,3}",     "[^.]{0,20}?", "\\S*",
                                      ".*?",     "(?:\\w+ ){0,2}", "(?:.|k){2}",  "[ab\\d]+",
                                      "[a-s]ab", "[^b]s?a",        ".1(?:a|bk)"};
    static const char *const needles[] = {"bas",
                                          "(?:kab|s1a)",
                                          "(?i:ska)s?",
                                          "ab\xC3\xA9",
                                          "(?:a1s){1,2}b?",
                                          "a[bk]s1",
                                          "(?:1ab|(?:bak)+)",
                                          "(?:\xC3\xA9\\w|ab)s1a",
                                          "(?=bab)ba",
                                          "[abks]bas(?!a)"};

    for (size_t i = 1 + random_below(2); i > 0; i--)
        buffer_add_format(regex, "%s", hay[random_below(sizeof hay / sizeof *hay)]);
    buffer_add_format(regex, "%s", needles[random_below(sizeof needles / sizeof *needles)]);
    if (random_below(2))
        buffer_add_format(regex, "%s", hay[random_below(sizeof hay / sizeof *hay)]);
}

static void what_they_hold_finds_the_same(void **state)
{
    (void)state;
    for (size_t round = 0; round < 1500; round++) {
        struct buffer regexes[3] = {{0}, {0}, {0}};
        struct buffer text = {0};
        struct pattern patterns[3];
        bool is_refused;

        for (size_t i = 0; i < 3; i++) {
            add_haystack(&regexes[i]);
            patterns[i] = pattern_of("one", buffer_text(&regexes[i]), random_below(2),
                                     i > 0 ? (enum cue)random_below(CUES) : CUE_NONE);
        }
        for (size_t i = 0; i < 6; i++)
            add_text(&text);
        assert_true(engines_agree(patterns, 3, "", buffer_text(&text), &is_refused));
        buffer_release(&text);
        for (size_t i = 0; i < 3; i++)
            buffer_release(&regexes[i]);
    }
}

/* What it holds begins with more than one byte: no search goes on in the middle of a character. */
static void what_they_hold_is_whole_characters(void **state)
{
    struct pattern pattern = pattern_of("one", "[^a]{3}\xE2\x82\xAC", false, CUE_NONE);
    bool is_refused;

    (void)state;
    assert_true(
        engines_agree(&pattern, 1, "", "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", &is_refused));
}

static struct pattern anchored_pattern(const char *regex, const char *anchor, size_t within)
{
    struct pattern pattern = pattern_of("one", regex, false, CUE_NONE);

    pattern.anchor = anchor;
    pattern.anchor_within = within;
    return pattern;
}

/* An empty match is none, wherever the search for it began; and the search goes on behind it. */
static void empty_matches_before_an_anchor_are_none(void **state)
{
    const struct pattern patterns[] = {
        anchored_pattern("(\\w) of\\K", " of", 3),
        anchored_pattern("(\\w) of(?: \\w)?\\K", " of", 3),
        anchored_pattern("(\\w)? ?of\\K(?: x)?", "of", 3),
        anchored_pattern("(?:(?=ab)(*ACCEPT)|\\w\\w)c", "ab", 3),
    };
    bool is_refused;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_true(engines_agree(&patterns[i], 1, "b of b of x of", "abc of", &is_refused));
}

/* An anchor spares no search whose beginning counts. */
static void where_a_search_begins_counts(void **state)
{
    const struct pattern patterns[] = {
        anchored_pattern("\\G.{3} of", " of", 3),
        anchored_pattern("(?:\\G|xy).{3} of", " of", 5),
        anchored_pattern("\\w(*COMMIT) of", " of", 1),
        anchored_pattern("\\w\\w(*SKIP) of", " of", 2),
        anchored_pattern("\\w\\w(*MARK:x)\\w?(*SKIP:x) of", " of", 3),
        anchored_pattern("\\w(*PRUNE)\\w of", " of", 2),
        anchored_pattern("(?:\\w\\w(*THEN)|)\\w of", " of", 3),
    };
    static const char *const found_in[] = {"abcdefghijklmnopqrs of", "abcdefghijklmnopqrst of",
                                           "..........ab of", "xx ofa of"};
    bool is_refused;

    (void)state;
    for (size_t i = 0; i < 7 * 4; i++) {
        assert_true(engines_agree(&patterns[i / 4], 1, "abcdefghijk, ..........a of",
                                  found_in[i % 4], &is_refused));
        assert_false(is_refused);
    }
}

/* Every block reader gives what its sets say. */
static void block_readers_read_the_same(void **state)
{
    (void)state;
    for (size_t round = 0; round < 300; round++) {
        struct byte_set members[BLOCK_SETS] = {0};
        struct block_sets sets = {0};
        uint8_t bytes[BLOCK_SIZE + 1];

        for (size_t i = 0; i < BLOCK_SETS; i++) {
            for (size_t j = random_below(40); j > 0; j--)
                byte_set_add(&members[i], random_below(0x80));
            if (random_below(4) == 0)
                byte_set_add_range(&members[i], 0x80, 0xFF);
            block_sets_add(&sets, i, &members[i]);
        }
        for (size_t i = 0; i <= BLOCK_SIZE; i++)
            bytes[i] = (uint8_t)random_below(random_below(2) ? 0x100 : 0x80);
        for (enum way way = WAY_PLAIN; way < WAYS; way++) {
            uint64_t masks[BLOCK_SETS];

            block_reader_up_to(way)(&sets, bytes + 1, masks); /* at no even place */
            for (size_t i = 0; i < BLOCK_SETS * BLOCK_SIZE; i++)
                assert_int_equal(masks[i / BLOCK_SIZE] >> i % BLOCK_SIZE & 1,
                                 byte_set_has(&members[i / BLOCK_SIZE], bytes[1 + i % BLOCK_SIZE]));
        }
    }
}

/* Every way gives a byte the code that its set has. */
static void codes_are_given_the_same(void **state)
{
    (void)state;
    for (enum way way = WAY_PLAIN; way < WAYS; way++) {
        uint8_t bytes[1 + 5 * CODE_BLOCK];
        uint8_t codes[sizeof bytes] = {0};

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)i;
        code_giver_up_to(way)(bytes + 1, 5, codes); /* at no even place */
        for (size_t i = 1; i < sizeof bytes; i++) {
            struct byte_set set = {{0}, false};

            byte_set_add(&set, bytes[i]);
            assert_int_equal(codes_of(&set), UINT32_C(1) << codes[i - 1] % CODES);
            assert_int_equal(codes_and_upper_of(&set), UINT64_C(1) << codes[i - 1]);
        }
        assert_int_equal(codes[5 * CODE_BLOCK], 0);
    }
}

/* What may follow codes: of some few, of others much. */
static void add_followers(struct followers followers[CODES_AND_UPPER])
{
    for (size_t i = random_below(CODES_AND_UPPER); i > 0; i--) {
        struct followers *one = &followers[random_below(CODES_AND_UPPER)];

        for (uint32_t j = random_below(40); j < CODES_AND_UPPER; j += 1 + random_below(20)) {
            one->seconds |= UINT32_C(1) << random_below(CODES);
            one->thirds |= UINT32_C(1) << random_below(CODES);
        }
    }
}

/* Every way lets the same places through, all that begin as was told and not all the others. */
static void places_are_tested_the_same(void **state)
{
    const struct code_chances chances = code_chances();
    size_t passed = 0;

    (void)state;
    for (size_t round = 0; round < 300; round++) {
        struct followers followers[2][CODES_AND_UPPER] = {{{0, 0}}};
        uint8_t codes[1 + 3 * CODE_BLOCK + 2];
        uint16_t expected[3 * CODE_BLOCK];
        size_t count = 0;
        struct groups groups;

        for (size_t i = 0; i < sizeof codes; i++)
            codes[i] = (uint8_t)random_below(CODES_AND_UPPER);
        add_followers(followers[0]);
        add_followers(followers[1]);
        if (round == 0)
            memset(followers, 0xFF, sizeof followers); /* all places pass */
        groups_fill(&groups, &chances, followers[1], followers[0]);
        for (enum way way = WAY_PLAIN; way < WAYS; way++) {
            uint16_t places[3 * CODE_BLOCK] = {0}; /* nothing of the last way's */
            size_t found = group_tester_up_to(way)(&groups, codes + 1, 3, places);

            if (way == WAY_PLAIN)
                memcpy(expected, places, found * sizeof *places);
            count = way == WAY_PLAIN ? found : count;
            assert_int_equal(found, count);
            assert_memory_equal(places, expected, found * sizeof *places);
        }
        for (size_t i = 0, at = 0; i < 3 * CODE_BLOCK; i++) {
            bool is_behind_word = CODES_OF_WORDS >> codes[i] % CODES & 1;
            struct followers one = followers[is_behind_word][codes[i + 1]];
            bool passes = at < count && expected[at] == i;

            if (one.seconds >> codes[i + 2] % CODES & one.thirds >> codes[i + 3] % CODES & 1)
                assert_true(passes);
            at += passes;
        }
        passed += count;
    }
    assert_in_range(passed, 300 * 3, 300 * CODE_BLOCK);
}

/* Something to find, with many numbers of bytes before it and behind it, so that it stands at all
 * edges of blocks and of a stretch. */
static void edges_of_blocks_find_the_same(void **state)
{
    static const char *const regexes[] = {"\\bcab\\b", "(?<![a-z])ca", "ab$",        "\xC3\xA9 c",
                                          "b",         "\\w+ cab",     "(?<=\\w)cab"};
    struct pattern patterns[7];
    bool is_refused;

    (void)state;
    for (size_t i = 0; i < 7; i++)
        patterns[i] = pattern_of("one", regexes[i], false, CUE_NONE);
    for (size_t before = 0; before < SIEVE_STRETCH + 20; before++) {
        struct buffer text = {0};

        if (before == 140)
            before = SIEVE_STRETCH - 60;

        buffer_add_format(&text, "%0*dcab \xC3\xA9 cab", (int)before, 0);
        buffer_add_format(&text, " %0*dcab", (int)(2 * before % 70), 0);
        assert_true(engines_agree(patterns, 7, "", buffer_text(&text), &is_refused));
        assert_true(engines_agree(&patterns[6], 1, "", buffer_text(&text), &is_refused));
        buffer_add_format(&text, " cab");
        assert_true(
            engines_agree(patterns, 7, buffer_text(&text), buffer_text(&text), &is_refused));
        buffer_release(&text);
    }
}

/* An expression whose automaton has more states than are kept: they are forgotten on the way. */
static void what_is_forgotten_is_found_again(void **state)
{
    struct pattern patterns[] = {
        pattern_of("one", "[ab]*a[ab][ab][ab][ab][ab][ab][ab][ab][ab][ab][ab][ab][ab]k", false,
                   CUE_NONE),
        pattern_of("two", "b[ab]*a[ab][ab][ab][ab][ab][ab][ab][ab][ab][ab]s", true, CUE_NONE)};
    bool is_refused;

    (void)state;
    for (size_t round = 0; round < 3; round++) {
        struct buffer text = {0};

        for (size_t i = 0; i < 6000; i++)
            buffer_add_char(&text, i % 90 == 89 ? "ks "[random_below(3)] : "ab"[random_below(2)]);
        assert_true(engines_agree(patterns, 2, "", buffer_text(&text), &is_refused));
        buffer_release(&text);
    }
}

/* What is kept of one place is for the same bytes elsewhere, and not for others around them. */
static void the_same_bytes_elsewhere_are_told_apart(void **state)
{
    static const char *const texts_kept[] = {
        "yabcde xabcde yabcde xabcde", "xabcde", "abcdefgHi abcdefghi abcdefgHi",
        "ABCDEFGHI abcdefghi aBcDeFgHi abcdefgh", "abcd abcde abcdef abcdefghijk"};
    struct pattern patterns[] = {
        pattern_of("one", "(?<=x)abcde", false, CUE_NONE),
        pattern_of("two", "abcdefg[hH](?<=h)i", false, CUE_NONE),
        pattern_of("three", "abcdefg[hH](?<=H)i", true, CUE_NONE),
        pattern_of("four", "abcdefghijk\\b|abcdefghi", false, CUE_NONE),
    };
    bool is_refused;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 4; j++)
            assert_true(engines_agree(&patterns[j], 1, texts_kept[i], texts_kept[(i + 2) % 5],
                                      &is_refused));
        assert_true(
            engines_agree(patterns, 4, texts_kept[i], texts_kept[(i + 1) % 5], &is_refused));
    }
}

static void note_owner(void *context, uint32_t owner)
{
    *(uint32_t *)context |= UINT32_C(1) << owner;
}

/* Which of the expressions a gate lets pass at a place of text, as bits. */
static uint32_t passed(const char *const *regexes, size_t count, const char *text, size_t at)
{
    struct arena arena = {0};
    struct gate *gate = gate_new();
    struct automaton *automaton;
    uint32_t owners = 0;
    bool has_twins = false;
    double chance;

    for (uint32_t i = 0; i < count; i++)
        assert_true(
            gate_add(gate, expression_read(&arena, regexes[i], false, &has_twins), i, &chance));
    gate_close(gate);
    automaton = automaton_new(gate);
    automaton_find(automaton, str_of(text), at, note_owner, &owners);
    automaton_free(automaton);
    gate_free(gate);
    arena_release(&arena);
    return owners;
}

static void the_gate_is_narrow(void **state)
{
    static const char *const regexes[] = {
        "\\b(?:fast|slow)er\\b", "\\d+(?:\\.\\d+)?%", "(?<![a-z-])to\\b",
        "form(?!er|s)",          "in (?=fact)",       "(?:not|now)here [^.]* end",
    };

    (void)state;
    assert_int_equal(passed(regexes, 6, "faster", 0), 1);
    assert_int_equal(passed(regexes, 6, "fasters", 0), 0);
    assert_int_equal(passed(regexes, 6, "a slower", 2), 1);
    assert_int_equal(passed(regexes, 6, "aslower", 1), 0);
    assert_int_equal(passed(regexes, 6, "12.5% 12.5", 0), 2);
    assert_int_equal(passed(regexes, 6, "12.5% 12.5", 6), 0);
    assert_int_equal(passed(regexes, 6, "-to", 1), 0);
    assert_int_equal(passed(regexes, 6, " to", 1), 4);
    assert_int_equal(passed(regexes, 6, "to", 0), 4);
    assert_int_equal(passed(regexes, 6, "forms", 0), 0);
    assert_int_equal(passed(regexes, 6, "form", 0), 8);
    assert_int_equal(passed(regexes, 6, "in fact", 0), 16);
    assert_int_equal(passed(regexes, 6, "in fine", 0), 0);
    assert_int_equal(passed(regexes, 6, "nowhere is an end", 0), 32);
    assert_int_equal(passed(regexes, 6, "nowhere. Is an end", 0), 0);
}

/* How many needles an expression has, and within how many bytes of its beginning. */
static void needles_are_within_their_bounds(void **state)
{
    static const struct {
        const char *regex;
        size_t count;
        size_t within;
    } cases[] = {
        {"[a-z]{3}1(?:kab|s1a)", 2, 4}, {"[a-z]abcde", 1, 1},
        {"(?:x|yy)? ?[^.]quick", 1, 7}, {"\\w+quick", 1, SIZE_MAX},
        {"\\w  quick", 1, 3},           {"\\w  q", 1, 1},
        {"(?:ab){2,3}quick", 1, 6},     {"(?:aquick\\d|\\dslow)", 2, 1},
        {"(?:quick|\\d+)", 0, 0},       {"(?:quick)?\\d", 0, 0},
        {"(?=quick)\\w+", 0, 0},        {"(?:\\d|quick){2}", 0, 0},
        {"\\d(?:quick\\d)+", 1, 1},
    };
    struct arena arena = {0};
    struct needles needles;
    bool has_twins = false;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        needles_find(&arena, expression_read(&arena, cases[i].regex, false, &has_twins), &needles);
        assert_int_equal(needles.count, cases[i].count);
        assert_int_equal(needles.within, cases[i].within);
    }
    arena_release(&arena);
}

static void what_is_certain_is_known(void **state)
{
    static const char *const unknown[] = {
        "(a)?\\1b",  "a\\Kb",       "\\Gab",   "(*UCP)ab",   "(?R)a",    "(?1)(a)",
        "(?(1)a|b)", "(?xx)a",      "\\Qa\\E", "[[:<:]]a",   "a{,2}b",   "\\N{U+61}",
        "(?^)a",     "(*napla:a)b", "(?<*a)b", "(?P=name)a", "\\o{141}", "\\cA"};
    struct arena arena = {0};
    bool has_twins = false;

    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_null(expression_read(&arena, unknown[i], false, &has_twins));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_construct_finds_the_same),
        cmocka_unit_test(constructs_that_are_cut_short_are_read_no_further),
        cmocka_unit_test(all_constructs_together_find_the_same),
        cmocka_unit_test(expressions_made_by_chance_find_the_same),
        cmocka_unit_test(what_they_hold_finds_the_same),
        cmocka_unit_test(what_they_hold_is_whole_characters),
        cmocka_unit_test(empty_matches_before_an_anchor_are_none),
        cmocka_unit_test(where_a_search_begins_counts),
        cmocka_unit_test(block_readers_read_the_same),
        cmocka_unit_test(codes_are_given_the_same),
        cmocka_unit_test(places_are_tested_the_same),
        cmocka_unit_test(edges_of_blocks_find_the_same),
        cmocka_unit_test(what_is_forgotten_is_found_again),
        cmocka_unit_test(the_same_bytes_elsewhere_are_told_apart),
        cmocka_unit_test(the_gate_is_narrow),
        cmocka_unit_test(needles_are_within_their_bounds),
        cmocka_unit_test(what_is_certain_is_known),
    };

    return cmocka_run_group_tests_name("engines", tests, NULL, NULL);
}

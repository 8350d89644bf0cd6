/* SPDX-License-Identifier: MIT */
/* Searching: patterns, name lists, cues and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "chance.h"
#include "scan/machine_code.h"
#include "scan/scanner.h"
#include "scan/stretch.h"
#include "text/buffer.h"

static const char *const both_fields[] = {"title", "abstract", NULL};
static const char *const title_only[] = {"title", NULL};
static const char *const captures[] = {"figure", "unit"};
static const char *const roles[] = {"figure", "cue", "name"};

static const struct name_group exact = {.title = "exact"};
static const struct name_group caseless = {.title = "caseless", .is_caseless = true};
static const struct name_group asking = {.title = "asking", .cue_role = "cue", .cue_within = 10};

#define NAME(text, usual_text, of_group)                                                           \
    {                                                                                              \
        .spelling = {text, sizeof text - 1}, .usual = {usual_text, sizeof usual_text - 1},         \
        .group = &of_group                                                                         \
    }

static const struct name names[] = {
    NAME("MNIST", "MNIST", exact),       NAME("Penn", "Penn", exact),
    NAME("Penn Treebank", "PTB", exact), NAME("imagenet", "ImageNet", caseless),
    NAME("MATH", "MATH", asking),        NAME(".NET bench", ".NET", exact),
};
static const struct name_list list = {.file = "names.yaml", .names = names, .count = 6};

/* How many names of the last record had no cue. */
static size_t uncued;

/* One plugin with these patterns, searched over a title and an abstract; the matches as text. */
static const char *found_by(enum engine_kind kind, bool has_machine_code, struct arena *arena,
                            const struct pattern *patterns, size_t count, const char *title,
                            const char *abstract)
{
    static const size_t pattern_roles[] = {0, 1, 2, 2, 2};
    struct declaration declaration = {
        .name = "made", .kind = LAP_EXTRACTOR, .patterns = patterns, .pattern_count = count};
    struct plugin plugin = {
        .declaration = &declaration,
        .setup = {.captures = captures, .capture_count = 2, .roles = roles, .role_count = 3},
        .roles = pattern_roles};
    struct catalog catalog = {.plugins = &plugin, .count = 1};
    struct record_fields fields = record_fields_of(arena, NULL, 0);
    struct lap_field texts[FIELD_COUNT] = {{"title", str_of(title)},
                                           {"abstract", str_of(abstract)}};
    struct record record = {.fields = texts, .field_count = FIELD_COUNT};
    struct faults faults = {0};
    struct engine *engine = engine_build(&catalog, &fields, kind, &faults);
    struct buffer out = {0};
    struct scanner *scanner;
    const struct scan *scan;
    const char *text;

    assert_in_range(count, 1, sizeof pattern_roles / sizeof *pattern_roles);
    if (!engine) {
        text = arena_copy(arena, buffer_str(&faults.text));
        faults_release(&faults);
        return text;
    }
    if (has_machine_code)
        machine_code_make(engine, UINT64_MAX);
    scanner = scanner_open(engine);
    uncued = scanner_scan(scanner, &record)->uncued[0].count;
    scan = scanner_scan(scanner, &record); /* nothing of a record is left for the next */
    assert_int_equal(scan->uncued[0].count, uncued);
    for (size_t i = 0; i < scan->found[0].count; i++) {
        const struct lap_match *match = &scan->found[0].items[i];

        buffer_add_format(&out, "%s:%zu-%zu", patterns[match->pattern].id, match->span.start,
                          match->span.end);
        for (size_t j = 0; j < 2; j++) {
            if (lap_is_captured(match->captures[j]))
                buffer_add_format(&out, "/%s=%.*s", captures[j],
                                  STR_ARGS(str_part(texts[match->field].text, match->captures[j])));
        }
        if (match->name.bytes)
            buffer_add_format(&out, "/%.*s", STR_ARGS(match->name));
        buffer_add_char(&out, ' ');
    }
    for (size_t i = 0; i < scan->hit_count; i++)
        buffer_add_format(&out, "!%s %s", patterns[scan->hits[i].pattern].id, scan->hits[i].limit);
    text = arena_copy(arena, buffer_str(&out));
    buffer_release(&out);
    scanner_close(scanner);
    engine_free(engine);
    return text;
}

/* Both engines find the same, and with machine code too. */
static const char *found(struct arena *arena, const struct pattern *patterns, size_t count,
                         const char *title, const char *abstract)
{
    const char *first = found_by(ENGINE_PLAIN, true, arena, patterns, count, title, abstract);

    for (size_t i = 0; i < 3; i++)
        assert_string_equal(first, found_by(i < 2 ? ENGINE_ANCHORED : ENGINE_PLAIN, i == 1, arena,
                                            patterns, count, title, abstract));
    return first;
}

#define FOUND(patterns, title, abstract)                                                           \
    found(&arena, patterns, sizeof(patterns) / sizeof *(patterns), title, abstract)

static void patterns_find_captures_in_their_fields(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "(?<figure>\\d+)(?<unit>x)?", .fields = both_fields},
        {.id = "less", .regex = "less", .fields = title_only, .is_caseless = true},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "LESS is 3x", "less of 12 or 4x"),
                        "less:0-4 times:8-10/figure=3/unit=x times:8-10/figure=12 "
                        "times:14-16/figure=4/unit=x ");
    assert_string_equal(FOUND(patterns, "", ""), "");
    arena_release(&arena);
}

/* A name may stand for several groups, and for one behind the 255th; what \K leaves empty is none.
 */
static void groups_of_one_name_and_of_high_numbers(void **state)
{
    static const struct pattern of_one_name[] = {
        {.id = "times", .regex = "(?<figure>\\d+)x|by (?<figure>\\d+)", .fields = both_fields},
        {.id = "empty", .regex = "by \\d\\K", .fields = both_fields},
    };
    struct pattern high[] = {{.id = "high", .fields = both_fields}};
    struct arena arena = {0};
    struct buffer regex = {0};

    (void)state;
    assert_string_equal(FOUND(of_one_name, "3x and by 4", ""),
                        "times:0-2/figure=3 times:7-11/figure=4 ");
    for (size_t i = 0; i < 300; i++)
        buffer_add_str(&regex, str_of("()"));
    buffer_add_str(&regex, str_of("(?<figure>\\d+)x"));
    high[0].regex = buffer_text(&regex);
    assert_string_equal(FOUND(high, "in 12x", ""), "high:3-6/figure=12 ");
    buffer_release(&regex);
    arena_release(&arena);
}

/* Few runs and many, each in order but for a few places: all of them end up in order, none is lost.
 */
static void runs_are_merged(void **state)
{
    (void)state;
    for (size_t runs = 0; runs < 14; runs++) {
        struct match_list gathered = {0};
        size_t sum = 0;

        for (size_t i = 0; i < runs * 20; i++) {
            size_t start = i % 20 * 5 + i / 20 * 7 % 11; /* each run begins anew */

            start += i % 3 == 1 ? 11 : 0; /* and is not quite in order */
            match_list_add(&gathered,
                           (struct lap_match){.span = {start, start + 9 - i % 4}, .pattern = i});
            sum += i;
        }
        match_list_sort(&gathered);
        assert_int_equal(gathered.count, runs * 20);
        for (size_t i = 0; i < gathered.count; i++) {
            const struct lap_match *item = &gathered.items[i];

            sum -= item->pattern;
            if (i == 0)
                continue;
            assert_true(item[-1].span.start <= item->span.start);
            if (item[-1].span.start == item->span.start)
                assert_true(
                    item[-1].span.end > item->span.end ||
                    (item[-1].span.end == item->span.end && item[-1].pattern < item->pattern));
        }
        assert_int_equal(sum, 0);
        match_list_release(&gathered);
    }
}

static void cues_alone_are_nothing(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "faster", .regex = "faster", .fields = both_fields, .cue = CUE_RECORD},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "A faster way", "It is faster."), "");
    assert_string_equal(FOUND(patterns, "A faster way", "It is 3x faster."),
                        "faster:2-8 times:6-8 faster:9-15 ");
    arena_release(&arena);
}

static void cues_of_sentences_stand_in_a_match_s_sentence(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "any", .regex = "faster( way)?", .fields = both_fields, .cue = CUE_SENTENCE},
        {.id = "over", .regex = "way\\. It", .fields = both_fields, .cue = CUE_SENTENCE},
        {.id = "list", .names = &list, .fields = both_fields, .cue = CUE_SENTENCE},
        {.id = "far", .regex = "far", .fields = both_fields, .cue = CUE_RECORD},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "A faster way", "A faster Penn. ImageNet"), "");
    assert_string_equal(
        FOUND(patterns, "A faster way", "Faster Penn. So 3x faster, on MNIST. So far, so faster"),
        "times:16-18 any:19-25 list:30-35/MNIST far:40-43 ");
    assert_string_equal(
        FOUND(patterns, "",
              "A 2x faster way. It is faster. Or still faster: 5x, not faster. Faster still, and "
              "still faster, is what nobody knows the figures of."),
        "times:2-4 any:5-15 over:12-19 any:40-46 times:48-50 any:56-62 ");
    arena_release(&arena);
}

/* What a cue must hold may stand behind its sentence, and may stand in it of what begins before. */
static void cues_of_sentences_may_reach_behind_them(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "held", .regex = "\\w+\\W+\\w+ zebra", .fields = both_fields, .cue = CUE_SENTENCE},
        {.id = "named",
         .regex = "(\\w)\\W+Of \\1",
         .fields = both_fields,
         .anchor = "Of ",
         .anchor_within = 9,
         .cue = CUE_SENTENCE},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "3x so. Hot zebra", "Big. Red zebra 3x"),
                        "times:0-2 held:3-16 times:15-17 ");
    assert_string_equal(FOUND(patterns, "3x o. Of o", "So. Of o 3x"),
                        "times:0-2 named:3-10 times:9-11 ");
    arena_release(&arena);
}

static void stretches_are_in_order_and_each_is_there_once(void **state)
{
    struct lap_field fields[] = {{"title", str_of("One. Two")},
                                 {"abstract", str_of("Three 3. Four? (Five.) Six")}};
    const struct record record = {.fields = fields, .field_count = 2};
    static const size_t places[][3] = {/* field, byte, and where its sentence begins */
                                       {1, 17, 15}, {0, 4, 5},   {1, 1, 0},
                                       {1, 16, 15}, {1, 26, 23}, {0, 6, 5}};
    static const size_t order[][3] = {{0, 5, 8}, {1, 0, 8}, {1, 15, 22}, {1, 23, 26}};
    struct stretches stretches = {0};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        stretches_add_sentence(&stretches, &record, places[i][0], places[i][1], i % 3, 3);
        for (size_t plugin = 0; plugin <= i % 3; plugin++)
            assert_int_equal(stretches_have(&stretches, places[i][0], places[i][2], plugin),
                             plugin == i % 3 || (i == 3 && plugin == 0) || (i == 5 && plugin == 1));
    }
    assert_int_equal(stretches.count, 4);
    for (size_t i = 0; i < stretches.count; i++) {
        assert_int_equal(stretches.items[i].field, order[i][0]);
        assert_int_equal(stretches.items[i].span.start, order[i][1]);
        assert_int_equal(stretches.items[i].span.end, order[i][2]);
    }
    assert_false(stretches_have(&stretches, 0, 8, 2)); /* behind the title's last */
    assert_false(stretches_have(&stretches, 1, 8, 0));
    assert_false(stretches_have(&stretches, 1, 10, 0));
    stretches_release(&stretches);
}

static void matches_are_in_order(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "short", .regex = "ab", .fields = both_fields},
        {.id = "same", .regex = "abc", .fields = both_fields},
        {.id = "long", .regex = "abc", .fields = both_fields},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "abc", "ab"), "same:0-3 long:0-3 short:0-2 short:0-2 ");
    arena_release(&arena);
}

/* In whatever order matches come; a match's role says which of the spans it has. */
static void lists_of_any_order_are_sorted(void **state)
{
    static const struct lap_span spans[] = {{0, 9}, {0, 4}, {3, 8}, {3, 7}, {3, 4}, {8, 9}};
    enum { SPANS = sizeof spans / sizeof *spans, MOST = 40 };
    struct match_list matches = {0};

    (void)state;
    for (size_t round = 0; round < 2000; round++) {
        size_t seen[2 * SPANS] = {0};

        matches.count = 0;
        for (size_t i = 0; i < round % MOST; i++) {
            size_t role = random_below(SPANS);

            match_list_add(
                &matches,
                (struct lap_match){.field = random_below(2), .span = spans[role], .role = role});
            seen[matches.items[i].field * SPANS + matches.items[i].role]++;
        }
        match_list_sort(&matches);
        assert_int_equal(matches.count, round % MOST);
        for (size_t i = 0, place = 0; i < matches.count; i++) {
            while (seen[place] == 0)
                place++;
            seen[place]--;
            assert_int_equal(matches.items[i].field * SPANS + matches.items[i].role, place);
        }
    }
    match_list_release(&matches);
}

static void names_are_whole_and_longest(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "known", .names = &list, .fields = both_fields},
        {.id = "cue", .regex = "dataset", .fields = both_fields, .cue = CUE_RECORD},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "Penn Treebank and Penn", "(MNIST), ImageNet"),
                        "known:0-13/PTB known:18-22/Penn known:1-6/MNIST known:9-17/ImageNet ");
    assert_string_equal(FOUND(patterns, "MNISTs aMNIST mnist _MNIST", "\xC3\xA9MNIST"), "");
    assert_string_equal(FOUND(patterns, "\xE2\x80\x9CMNIST\xE2\x80\x9D", "a .NET bench"),
                        "known:3-8/MNIST known:2-12/.NET ");
    assert_string_equal(FOUND(patterns, "NET bench", ""), ""); /* nothing stands before it */
    arena_release(&arena);
}

static void ambiguous_names_ask_for_a_cue(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "known", .names = &list, .fields = both_fields, .role = "name"},
        {.id = "cue", .regex = "dataset", .fields = both_fields, .cue = CUE_RECORD, .role = "cue"},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "MATH is hard", "a dataset"), "");
    assert_string_equal(FOUND(patterns, "the MATH dataset", ""), "known:4-8/MATH cue:9-16 ");
    assert_string_equal(FOUND(patterns,
                              "MATH \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
                              "\xA9\xC3\xA9 dataset",
                              ""),
                        "known:0-4/MATH cue:22-29 "); /* code points are counted, not bytes */
    assert_string_equal(FOUND(patterns, "MATH is not one dataset", ""), "");
    assert_string_equal(FOUND(patterns,
                              "MATH\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E"
                              "\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E"
                              "\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E\xF0\x9F\x8D\x8E"
                              "\xF0\x9F\x8D\x8E"
                              "dataset",
                              ""),
                        "known:0-4/MATH cue:44-51 ");
    arena_release(&arena);
}

/* The second pattern has the role that MATH asks for. */
static void a_cue_has_the_role_that_is_asked_for(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "cue", .regex = "dataset( [a-z]+){0,9}", .fields = both_fields, .cue = CUE_RECORD},
        {.id = "known", .names = &list, .fields = both_fields},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "MATH 3x", ""), "times:5-7 ");
    assert_int_equal(uncued, 1);
    assert_string_equal(FOUND(patterns, "MATH 3x dataset", ""),
                        "known:0-4/MATH times:5-7 cue:8-15 ");
    assert_int_equal(uncued, 0);
    /* It may begin far before the name, and what is found before it may stand far behind. */
    assert_string_equal(
        FOUND(patterns, "On a dataset of problems that nobody has ever seen before MATH", ""),
        "cue:5-57 known:58-62/MATH ");
    assert_string_equal(
        FOUND(patterns, "A dataset, MATH, which was not made for those who are slow, but for 3x",
              ""),
        "cue:2-9 known:11-15/MATH times:68-70 ");
    arena_release(&arena);
}

/* What waits for its cue is none. */
static void a_name_that_waits_is_no_cue(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "known", .names = &list, .fields = both_fields},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "MNIST MATH is hard MATH", ""),
                        "known:0-5/MNIST known:6-10/MATH ");
    arena_release(&arena);
}

static void names_that_are_cues_ask_for_theirs(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "times", .regex = "\\d+x", .fields = both_fields},
        {.id = "cue", .regex = "dataset", .fields = both_fields, .cue = CUE_RECORD},
        {.id = "known", .names = &list, .fields = both_fields, .cue = CUE_RECORD},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "3x MATH", ""), "times:0-2 ");
    assert_string_equal(FOUND(patterns, "3x MATH dataset", ""),
                        "times:0-2 known:3-7/MATH cue:8-15 ");
    arena_release(&arena);
}

/* In a sentence where nothing else stands. */
static void a_name_that_asks_has_the_cues_of_its_sentence(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "known", .names = &list, .fields = both_fields},
        {.id = "cue", .regex = "dataset", .fields = both_fields, .cue = CUE_SENTENCE},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "So. The MATH dataset", ""), "known:8-12/MATH cue:13-20 ");
    arena_release(&arena);
}

/* By pattern and field, whichever engine runs into them first. */
static void limits_are_told_in_order(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "first", .regex = "(?:a+)+[bc]", .fields = both_fields},
        {.id = "second", .regex = "(?:d+)+[ef]", .fields = both_fields},
    };
    struct arena arena = {0};
    char text[602] = {0};

    (void)state;
    memset(text, 'd', 300);
    text[300] = ' ';
    memset(text + 301, 'a', 300);
    assert_string_equal(FOUND(patterns, text, text),
                        "!first match limit!first match limit!second match limit!second match "
                        "limit");
    arena_release(&arena);
}

static void a_limit_is_told(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "hostile", .regex = "(?:a+)+[bc]", .fields = both_fields},
        {.id = "fine", .regex = "z", .fields = both_fields},
    };
    struct arena arena = {0};
    char text[302] = {0};

    (void)state;
    memset(text, 'a', 300); /* the walk looks at 256 bytes and leaves the rest to PCRE2 */
    text[300] = 'z';
    assert_string_equal(FOUND(patterns, text, ""), "fine:300-301 !hostile match limit");
    arena_release(&arena);
}

/* A pattern that nothing can be derived from is found by its anchor, and only there. */
static void a_declared_anchor_is_searched_for(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "echo",
         .regex = "(\\w+) (?i:TIMES) \\1",
         .fields = both_fields,
         .anchor = " times ",
         .anchor_within = 6},
    };
    static const struct pattern in_any_case[] = {
        {.id = "echo",
         .regex = "(\\w\\W?) times \\1",
         .fields = both_fields,
         .is_caseless = true,
         .anchor = " Times ",
         .anchor_within = 2},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "once times once", "2 times 2 times 2, bb times bb"),
                        "echo:0-15 echo:0-9 echo:19-30 ");
    assert_string_equal(FOUND(in_any_case, "x\xE2\x82\xAC tiMes x\xE2\x82\xAC", "a TIMES a"),
                        "echo:0-15 echo:0-9 ");
    arena_release(&arena);
}

/* The plain engine tells where a text disproves an anchor; the other trusts it. */
static void a_wrong_anchor_is_told_by_the_plain_engine(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "echo",
         .regex = "(\\w+) times \\1",
         .fields = both_fields,
         .anchor = " times ",
         .anchor_within = 2},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(
        found_by(ENGINE_PLAIN, false, &arena, patterns, 1, "one times one, 2 times 2", ""),
        "echo:0-13 echo:15-24 !echo bound of its anchor, which this text disproves");
    arena_release(&arena);
}

/* What is found is searched for from there on, and not from where the match is said to begin. */
static void an_anchor_s_bound_begins_where_the_search_does(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "echo",
         .regex = "(\\w+) and \\1 \\K\\d times",
         .fields = both_fields,
         .anchor = " times",
         .anchor_within = 4},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(
        found_by(ENGINE_PLAIN, false, &arena, patterns, 1, "one and one 2 times", ""),
        "echo:12-19 !echo bound of its anchor, which this text disproves");
    arena_release(&arena);
}

/* With PCRE2_MATCH_INVALID_UTF, which fields do not need, PCRE2 10.42's JIT finds none of these. */
static void classes_of_the_others_hold_what_is_beyond_ascii(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "word", .regex = "a\\W", .fields = both_fields},
        {.id = "space", .regex = "b\\S", .fields = both_fields},
        {.id = "digit", .regex = "c\\D", .fields = both_fields},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(FOUND(patterns, "a\xE2\x82\xAC b\xC3\xA9", "c\xE2\x88\xBC"),
                        "word:0-4 space:5-8 digit:0-4 ");
    arena_release(&arena);
}

/* Of all so many patterns of each of two plugins. */
static void assert_machine_code(const struct engine *engine, size_t count, bool has_any)
{
    for (size_t i = 0; i < 2 * count; i++) {
        size_t size = 0;

        pcre2_pattern_info(engine->searchers[i / count][i % count].code, PCRE2_INFO_JITSIZE, &size);
        assert_int_equal(size > 0, has_any);
    }
}

/* Be it one's own code or a borrowed one; and none gets any for nothing. */
static void every_pattern_gets_machine_code(void **state)
{
    enum { COUNT = 300 };
    struct arena arena = {0};
    struct pattern *patterns = arena_take(&arena, COUNT * sizeof *patterns);
    size_t *pattern_roles = arena_take(&arena, COUNT * sizeof *pattern_roles);
    struct declaration declaration = {
        .name = "made", .kind = LAP_EXTRACTOR, .patterns = patterns, .pattern_count = COUNT};
    struct plugin plugins[] = {{.declaration = &declaration, .roles = pattern_roles},
                               {.declaration = &declaration, .roles = pattern_roles}};
    struct catalog catalog = {.plugins = plugins, .count = 2};
    struct record_fields fields = record_fields_of(&arena, NULL, 0);
    struct faults faults = {0};
    uint32_t has_jit = 0;

    (void)state;
    pcre2_config(PCRE2_CONFIG_JIT, &has_jit);
    for (size_t i = 0; i < COUNT; i++) /* two of each, of which one borrows the other's */
        patterns[i] = (struct pattern){
            .id = "some", .regex = arena_format(&arena, "stone %zu", i / 2), .fields = both_fields};
    for (enum engine_kind kind = ENGINE_ANCHORED; kind <= ENGINE_PLAIN; kind++) {
        struct engine *engine = engine_build(&catalog, &fields, kind, &faults);

        machine_code_make(engine, 0);
        assert_machine_code(engine, COUNT, false);
        machine_code_make(engine, UINT64_MAX);
        assert_machine_code(engine, COUNT, has_jit);
        engine_free(engine);
    }
    arena_release(&arena);
}

static void a_full_jit_stack_is_no_failure(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "deep", .regex = "(?:(a)|(b))+z", .fields = both_fields},
    };
    struct arena arena = {0};
    char text[60002] = {0};

    (void)state;
    memset(text, 'a', sizeof text - 2);
    text[sizeof text - 2] = 'z';
    assert_string_equal(FOUND(patterns, text, ""), "deep:0-60001 ");
    arena_release(&arena);
}

#define TEN_ACCENTS                                                                                \
    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"

static void bad_patterns_are_told_with_their_place(void **state)
{
    static const struct pattern patterns[] = {
        {.id = "open", .regex = "ab(", .fields = both_fields, .place = {"made.yaml", 7, 3}},
        {.id = "raw", .regex = "a\\Cb", .fields = both_fields, .place = {"made.yaml", 8, 3}},
        {.id = "twice",
         .regex = "a**" TEN_ACCENTS TEN_ACCENTS TEN_ACCENTS,
         .fields = both_fields,
         .place = {"made.yaml", 8, 9}},
        {.id = "empty", .regex = "a*", .fields = both_fields, .place = {"made.yaml", 9, 3}},
    };
    struct arena arena = {0};

    (void)state;
    assert_string_equal(
        FOUND(patterns, "", ""),
        "made.yaml:7:3: pattern 'open' of plugin 'made': missing closing parenthesis, at offset 3 "
        "of its regular expression, its end; correct it there\n"
        "made.yaml:8:3: pattern 'raw' of plugin 'made': using \\C is disabled by the application, "
        "at offset 3 of its regular expression, before 'b'; correct it there\n"
        "made.yaml:8:9: pattern 'twice' of plugin 'made': quantifier does not follow a repeatable "
        "item, at offset 2 of its regular expression, before '*" TEN_ACCENTS TEN_ACCENTS
        "\xC3\xA9\xC3\xA9\xC3\xA9'; correct it there\n"
        "made.yaml:9:3: pattern 'empty' of plugin 'made' can match an empty text; let it demand "
        "at least one character\n");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_find_captures_in_their_fields),
        cmocka_unit_test(groups_of_one_name_and_of_high_numbers),
        cmocka_unit_test(runs_are_merged),
        cmocka_unit_test(cues_alone_are_nothing),
        cmocka_unit_test(cues_of_sentences_stand_in_a_match_s_sentence),
        cmocka_unit_test(cues_of_sentences_may_reach_behind_them),
        cmocka_unit_test(stretches_are_in_order_and_each_is_there_once),
        cmocka_unit_test(matches_are_in_order),
        cmocka_unit_test(lists_of_any_order_are_sorted),
        cmocka_unit_test(names_are_whole_and_longest),
        cmocka_unit_test(ambiguous_names_ask_for_a_cue),
        cmocka_unit_test(a_cue_has_the_role_that_is_asked_for),
        cmocka_unit_test(a_name_that_waits_is_no_cue),
        cmocka_unit_test(names_that_are_cues_ask_for_theirs),
        cmocka_unit_test(a_name_that_asks_has_the_cues_of_its_sentence),
        cmocka_unit_test(limits_are_told_in_order),
        cmocka_unit_test(a_limit_is_told),
        cmocka_unit_test(a_declared_anchor_is_searched_for),
        cmocka_unit_test(a_wrong_anchor_is_told_by_the_plain_engine),
        cmocka_unit_test(an_anchor_s_bound_begins_where_the_search_does),
        cmocka_unit_test(classes_of_the_others_hold_what_is_beyond_ascii),
        cmocka_unit_test(every_pattern_gets_machine_code),
        cmocka_unit_test(a_full_jit_stack_is_no_failure),
        cmocka_unit_test(bad_patterns_are_told_with_their_place),
    };

    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}

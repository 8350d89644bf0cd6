/* SPDX-License-Identifier: MIT */
/* Goes from a noun back to the beginning of its phrase, and to the name before it. */
#include "explain.h"

#include "mark.h"
#include "name.h"
#include "sense.h"
#include "text.h"
#include "weigh.h"
#include "words.h"

/* The article that opens the phrase whose head is the noun, so long as no word breaks the phrase;
 * the noun itself where there is none. */
static size_t phrase_begin(const struct sheet *sheet, size_t noun)
{
    size_t i = noun, within = 16;

    while (i > 0 && noun - i < within) {
        size_t open = bracket_before(sheet, --i);
        if (open != i) {
            within += i - open; /* "X, a question answering (QA) benchmark" */
            i = open;
            continue;
        }
        if (is_one_of(sheet, i, ARTICLES)) {
            while (i > 0 && is_one_of(sheet, i - 1, ARTICLES))
                i--;
            return i;
        }
        bool is_inner_sign = sign_at(sheet, i) == ',' || sign_at(sheet, i) == '-';
        bool is_inner_word =
            has(sheet, i, IS_WORD) && (!is_one_of(sheet, i, BREAKS) || is_conjunction(sheet, i));
        if (!is_inner_sign && !is_inner_word)
            break;
    }
    return noun;
}

/* Where the name that a phrase explains ends: before a comma, a dash, "is", "as"; 0 where the
 * phrase explains none. */
static size_t explained_end(const struct sheet *sheet, size_t phrase)
{
    if (phrase < 2)
        return 0;
    size_t i = phrase - 1;
    unsigned char sign = sign_at(sheet, i);
    while (sign == '-' && sign_at(sheet, i - 1) == '-')
        i--; /* "X -- a dataset", "X --- a dataset" */
    size_t quoted = before_marks(sheet, i + 1);
    if (quoted < i + 1 && quoted > 0 && sign_at(sheet, quoted - 1) == ',')
        return quoted - 1; /* the comma stands within the quotes: 'called "X," a dataset' */
    if (sign == ',' || sign == ':' || sign == '(' || is_dash(sheet, i))
        return i;
    if (!is_one_of(sheet, i, COPULAS))
        return 0;
    while (i > 0 && (is_one_of(sheet, i - 1, SERVICES) || sign_at(sheet, i - 1) == ','))
        i--;
    return i;
}

/* Whether the phrase names other data itself, so that it explains nothing: "Size: the COCO
 * dataset". */
static bool tells_which(const struct sheet *sheet, size_t begin, size_t noun)
{
    struct run run = name_before(sheet, noun);

    return run.begin == begin && run.begin < run.end &&
           (is_marked_run(sheet, run) || any_has(sheet, run, IS_KNOWN));
}

/* Whether the phrase tells a method before the noun: "X: A Network and Benchmark". */
static bool tells_method_first(const struct sheet *sheet, size_t begin, size_t noun)
{
    for (size_t i = begin; i < noun; i++)
        if (is_one_of(sheet, i, METHODS) && is_conjunction(sheet, i + 1))
            return true;
    return false;
}

/* Whether a method follows the noun, which then only tells what it is for: "X, a dataset generation
 * framework", "X, a corpus generator", but not "X, a benchmark framework", which is both. */
static bool tells_method_last(const struct sheet *sheet, size_t after)
{
    static const char *const verbs[] = {"ing", NULL};

    for (size_t i = after; i < after + 3; i++) {
        if (is_one_of(sheet, i, METHODS))
            return i > after || !is_word(sheet, after - 1, "benchmark");
        if (!has(sheet, i, IS_WORD) || is_one_of(sheet, i, BREAKS) ||
            has_end(verbs, word_at(sheet, i)))
            break;
    }
    return false;
}

/* Whether a number counts the words behind it: "with 3 Generalization Axes", not "3D Arena". */
static bool is_count(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);

    return has(sheet, i, IS_NUMBER) && is_digit((unsigned char)word.bytes[word.size - 1]) &&
           is_one_of(sheet, i - 1, BREAKS);
}

/* "We introduce MLLM-Tarn, a benchmark": right behind the verb, and explained, even what begins or
 * ends with the name of a model names data. */
static bool is_made_variant(const struct sheet *sheet, size_t i)
{
    size_t before = i - is_word(sheet, i - 1, "the");

    return has(sheet, i, IS_VARIANT) && !has(sheet, i, IS_OTHER) && !is_quality(sheet, i) &&
           is_one_of(sheet, before - 1, MAKERS);
}

/* The name that the noun's phrase explains: "X, a large dataset of ...", "X is a benchmark". */
static struct run explained_name(const struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    size_t phrase = phrase_begin(sheet, anchor->noun.begin);
    size_t end = phrase < anchor->noun.begin ? explained_end(sheet, phrase) : 0;

    if (is_word(sheet, phrase, "the") && tells_which(sheet, phrase + 1, anchor->noun.begin))
        return (struct run){0, 0};
    bool is_bare = anchor->noun.begin - phrase == 1 && !is_word(sheet, phrase, "a");
    if (end == 0 || is_bare || tells_method_last(sheet, anchor->noun.end))
        return (struct run){0, 0};
    end = before_marks(sheet, end);
    size_t open = bracket_before(sheet, end - 1);
    struct run run = name_before(sheet, end);
    if (open != end - 1) {
        run = name_after(sheet, open + 1);
        run = run.end == end - 1 ? run : name_before(sheet, open);
    }
    if (run.begin == run.end && is_made_variant(sheet, end - 1))
        run = (struct run){end - 1, end};
    bool is_counted = run.begin > 1 && is_count(sheet, run.begin - 1) && !is_marked_run(sheet, run);
    if (is_counted ||
        (!any_has(sheet, run, IS_FORM) && tells_method_first(sheet, phrase, anchor->noun.begin)))
        return (struct run){0, 0};
    return run;
}

/* The short form before a long one in brackets: "X (Long Form), a dataset"; an empty run where the
 * name stands in no brackets. */
static struct run brief_before(const struct sheet *sheet, struct run name)
{
    struct run none = {0, 0};

    if (name.end - name.begin < 2 || sign_at(sheet, name.begin - 1) != '(')
        return none;
    struct run run = name_before(sheet, name.begin - 1);
    return run.end - run.begin == 1 && has(sheet, run.begin, IS_MARKED) ? run : none;
}

/* The names of a list that a counted phrase explains: "X and Y, two new benchmarks". */
static struct names counted_names(const struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0}, none = {.count = 0};
    size_t i = anchor->noun.begin, first = i > 9 ? i - 9 : 0;

    if (i > 0 && bracket_before(sheet, i - 1) != i - 1)
        i = bracket_before(sheet, i - 1); /* "two question answering (QA) benchmarks" */
    while (i > first && has(sheet, i - 1, IS_WORD) &&
           (!is_one_of(sheet, i - 1, BREAKS) || is_conjunction(sheet, i - 1)) &&
           !is_one_of(sheet, i - 1, METHODS))
        i--;
    if (!anchor->is_plural || i == 0 || sign_at(sheet, i - 1) != ',' ||
        !is_one_of(sheet, i, DETERMINERS) || is_one_of(sheet, i, ARTICLES) ||
        tells_method_last(sheet, anchor->noun.end))
        return none;
    names_before(sheet, i - 1, &names);
    for (size_t k = 0; k < names.count; k++)
        if (!is_marked_run(sheet, names.runs[k]))
            return none; /* "in Oslo and Bergen, two datasets were built" */
    return names.has_conjunction && names.count > 1 ? names : none;
}

int take_explained(struct reading *reading, struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    struct run run = explained_name(anchor);
    struct names names = counted_names(anchor);

    if (accept_all(reading, sheet, &names, anchor->match, TOLD, &anchor->is_taken) != LAP_OK)
        return LAP_FAILED;
    if (accept(reading, sheet, brief_before(sheet, run), anchor->match, DEFINED,
               &anchor->is_taken) != LAP_OK)
        return LAP_FAILED;
    return accept(reading, sheet, run, anchor->match, DEFINED, &anchor->is_taken);
}

/* "a suite of models". */
static bool is_of_methods(const struct sheet *sheet, size_t after)
{
    for (size_t i = after; is_word(sheet, after, "of") && i < after + 7; i++)
        if (is_one_of(sheet, i, METHODS))
            return true;
    return false;
}

int from_trial(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct lap_span noun = {match->span.end - 1, match->span.end};
    struct anchor anchor = anchor_at(sheet, match, noun);
    struct run run = explained_name(&anchor);

    if (run.begin == run.end || !any_has(sheet, run, IS_MARKED | IS_KNOWN) ||
        has(sheet, run.begin, IS_VARIANT) || !is_made_here(sheet, run.begin) ||
        is_of_methods(sheet, anchor.noun.end)) {
        reading->host->drop(reading->call, match, "it explains no name");
        return LAP_OK;
    }
    return accept(reading, sheet, run, match, DEFINED, &anchor.is_taken);
}

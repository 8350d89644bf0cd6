/* SPDX-License-Identifier: MIT */
/* Reads the names that follow a noun in brackets, after a comma or after words that lead to them.
 */
#include "after.h"

#include "mark.h"
#include "name.h"
#include "sense.h"
#include "text.h"
#include "weigh.h"
#include "words.h"

/* Steps over the words that lead to a list: "e.g.,", "such as", "including". */
static size_t past_listing(const struct sheet *sheet, size_t i)
{
    while (is_one_of(sheet, i, LISTINGS) || is_word(sheet, i, "such") || is_word(sheet, i, "as") ||
           sign_at(sheet, i) == ',' || sign_at(sheet, i) == '.')
        i++;
    return i;
}

/* Whether what stands in brackets are the authors that are cited: "corpus (Smith and Jones, 2007)".
 */
static bool is_citation(const struct sheet *sheet, const struct names *names)
{
    struct run all = {names->runs[0].begin, names->end};

    return names->count > 0 && sign_at(sheet, names->end) == ',' &&
           is_year(word_at(sheet, names->end + 1)) && !any_has(sheet, all, IS_MARKED | IS_KNOWN);
}

/* "datasets (A and B)", "the Long Name benchmark (LN)". */
static int take_bracketed(struct reading *reading, struct anchor *anchor, size_t open)
{
    struct names names = {.count = 0};

    names_after(anchor->sheet, past_listing(anchor->sheet, open + 1), &names);
    if (is_citation(anchor->sheet, &names))
        return LAP_OK;
    return accept_all(reading, anchor->sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

/* "a new dataset, X, for ...", "two datasets - A and B". */
static int take_apposed(struct reading *reading, struct anchor *anchor, size_t begin)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};

    names_after(sheet, begin, &names);
    if (names.count == 0)
        return LAP_OK;
    if (!is_closed(sheet, names.end) || !any_has(sheet, names.runs[0], IS_MARKED | IS_KNOWN))
        return LAP_OK;
    return accept_all(reading, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

/* Whether the noun tells what models learned from, so that a list after it may be one of models:
 * "models pretrained on large datasets, such as X". */
static bool is_lesson(const struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    size_t i = anchor->noun.begin;

    while (i > 2 && anchor->noun.begin - i < 5 && !is_word(sheet, i - 1, "on"))
        i--;
    return i > 2 && is_word(sheet, i - 1, "on") && is_one_of(sheet, i - 2, LESSONS) &&
           is_one_of(sheet, i - 3, METHODS);
}

/* Names that are the noun's own were made with what it stands for: "we build a dataset of songs in
 * Welsh, called X". */
static void introduce(const struct reading *reading, const struct sheet *sheet,
                      const struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        struct name *name =
            find_name(reading, part_of(sheet->text, run_span(sheet, names->runs[i])));
        if (name != NULL && !any_has(sheet, names->runs[i], IS_KNOWN))
            name->is_introduced = true;
    }
}

/* "a dataset of 10k images called X", "datasets for parsing, such as A and B". */
static int take_far(struct reading *reading, struct anchor *anchor, size_t begin)
{
    static const char *const participle[] = {"ed", NULL}; /* "called", "named", not "namely" */
    const struct sheet *sheet = anchor->sheet;

    for (size_t i = begin; i < sheet->count && i - begin < 14; i++) {
        struct names names = {.count = 0};
        if (ends_sentence(sheet, i) || is_one_of(sheet, i, METHODS) || has(sheet, i, IS_NOUN))
            return LAP_OK;
        if (is_one_of(sheet, i, NAMINGS) && i > begin &&
            has_end(method_ends, word_at(sheet, i - 1)))
            return LAP_OK; /* "a dataset to train an LLM called X" */
        if (is_one_of(sheet, i, NAMINGS) ||
            (i - begin < 9 && (is_word(sheet, i, "including") ||
                               (is_word(sheet, i, "such") && is_word(sheet, i + 1, "as"))))) {
            if (!is_one_of(sheet, i, NAMINGS) && is_lesson(anchor))
                return LAP_OK;
            i += is_word(sheet, i, "such");
            names_after(sheet, i + 1, &names);
            if (accept_all(reading, sheet, &names, anchor->match, TOLD, &anchor->is_taken) !=
                LAP_OK)
                return LAP_FAILED;
            if (has_end(participle, word_at(sheet, i)) && is_made_here(sheet, anchor->noun.begin))
                introduce(reading, sheet, &names);
            return LAP_OK;
        }
    }
    return LAP_OK;
}

/* "the dataset X", "the datasets X and Y". */
static int take_next(struct reading *reading, struct anchor *anchor, size_t begin)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};

    names_after(sheet, begin, &names);
    if (names.count == 0 || anchor->is_plural != (names.count > 1) || sheet->is_title_case ||
        is_one_of(sheet, anchor->noun.begin - 1, SUBJECT_TAILS))
        return LAP_OK;
    struct run all = {begin, names.end};
    if (!any_has(sheet, all, IS_MARKED | IS_KNOWN))
        return LAP_OK;
    return accept_all(reading, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

int take_after(struct reading *reading, struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    size_t i = anchor->noun.end;
    unsigned char sign = sign_at(sheet, i);

    if (sign == '(') {
        if (take_bracketed(reading, anchor, i) != LAP_OK)
            return LAP_FAILED;
        i = after_bracket(sheet, i);
        sign = sign_at(sheet, i);
    }
    while (sign == '-' && sign_at(sheet, i + 1) == '-')
        i++; /* "two datasets -- X and Y" */
    struct names names = {.count = 0};
    if (sign == ':')
        names_after(sheet, i + 1, &names);
    else if (is_one_of(sheet, i, LISTINGS))
        names_after(sheet, past_listing(sheet, i), &names);
    else if ((sign == ',' || is_dash(sheet, i)) && is_namely(sheet, i + 1))
        return take_apposed(reading, anchor, i + 1);
    else if (is_namely(sheet, i))
        return take_next(reading, anchor, i);
    else
        return take_far(reading, anchor, i);
    if (!anchor->is_plural && names.count > 1)
        return LAP_OK;
    return accept_all(reading, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

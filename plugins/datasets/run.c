/* SPDX-License-Identifier: MIT */
/* Tells a proper name from ordinary words by how it is written and by what follows it. */
#include "run.h"

#include "words.h"

/* Words after a name that stands in apposition: "on two datasets, A and B, with ...". */
static const char *const closers[] = {
    "for",        "to",         "with",       "which",     "that",     "of",        "and",
    "comprising", "containing", "consisting", "covering",  "where",    "including", "designed",
    "in",         "by",         "from",       "featuring", "spanning", "based",     "or",
    "while",      "compared",   "using",      "under",     "across",   "when",      "at",
    "but",        "than",       "without",    NULL};

struct lap_span run_span(const struct sheet *sheet, struct run run)
{
    return (struct lap_span){sheet->tokens[run.begin].span.start,
                             sheet->tokens[run.end - 1].span.end};
}

bool any_has(const struct sheet *sheet, struct run run, unsigned flags)
{
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, flags)) {
            return true;
        }
    }
    return false;
}

bool is_proper(const struct sheet *sheet, struct run run)
{
    size_t words = 0, capitals = 0;
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, IS_WORD) && !is_one_of(sheet, i, breaks)) {
            words++;
            capitals += has(sheet, i, IS_CAPITAL);
        }
    }
    return (words > 1 || any_has(sheet, run, IS_MARKED)) && capitals * 3 >= words * 2 &&
           has(sheet, run.begin, IS_CAPITAL);
}

bool is_marked_run(const struct sheet *sheet, struct run run)
{
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, IS_FORM) || (has(sheet, i, IS_MARKED) && !has(sheet, i, IS_FILLER))) {
            return true;
        }
    }
    return false;
}

bool is_shown(const struct sheet *sheet, size_t after)
{
    static const char *const verbs[] = {
        "show",      "shows",      "demonstrate", "demonstrates", "validate", "validates",
        "indicate",  "indicates",  "reveal",      "reveals",      "confirm",  "confirms",
        "verify",    "suggest",    "suggests",    "achieve",      "achieves", "prove",
        "are",       "is",         "were",        "was",          "have",     "has",
        "contains",  "consists",   "provides",    "yield",        "yields",   "highlight",
        "benchmark", "benchmarks", NULL};
    return is_one_of(sheet, after, verbs);
}

bool is_closed(const struct sheet *sheet, size_t after)
{
    return after == sheet->count || is_one_of(sheet, after, closers) ||
           (!has(sheet, after, IS_WORD) && sign_at(sheet, after) != '\'');
}

bool is_definite(const struct sheet *sheet, struct run run)
{
    return run.begin > 0 && is_word(sheet, run.begin - 1, "the");
}

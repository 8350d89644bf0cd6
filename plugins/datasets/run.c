/* SPDX-License-Identifier: MIT */
/* Tells a proper name from ordinary words by how it is written and by what follows it. */
#include "run.h"

#include "words.h"

struct lap_span run_span(const struct sheet *sheet, struct run run)
{
    return (struct lap_span){sheet->tokens[run.begin].start, span_at(sheet, run.end - 1).end};
}

bool any_has(const struct sheet *sheet, struct run run, unsigned flags)
{
    for (size_t i = run.begin; i < run.end; i++)
        if (has(sheet, i, flags))
            return true;
    return false;
}

bool is_proper(const struct sheet *sheet, struct run run)
{
    size_t words = 0, capitals = 0;

    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, IS_WORD) && !is_one_of(sheet, i, BREAKS)) {
            words++;
            capitals += has(sheet, i, IS_CAPITAL);
        }
    }
    return (words > 1 || any_has(sheet, run, IS_MARKED)) && capitals * 3 >= words * 2 &&
           has(sheet, run.begin, IS_CAPITAL);
}

bool is_marked_run(const struct sheet *sheet, struct run run)
{
    for (size_t i = run.begin; i < run.end; i++)
        if (has(sheet, i, IS_FORM) || (has(sheet, i, IS_MARKED) && !is_one_of(sheet, i, FILLERS)))
            return true;
    return false;
}

bool is_shown(const struct sheet *sheet, size_t after)
{
    return is_one_of(sheet, after, SHOWINGS);
}

bool is_closed(const struct sheet *sheet, size_t after)
{
    return after == sheet->count || is_one_of(sheet, after, CLOSERS) ||
           (!has(sheet, after, IS_WORD) && sign_at(sheet, after) != '\'');
}

bool is_definite(const struct sheet *sheet, struct run run)
{
    return run.begin > 0 && is_word(sheet, run.begin - 1, "the");
}

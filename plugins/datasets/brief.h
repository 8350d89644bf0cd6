/* SPDX-License-Identifier: MIT */
/* Short forms and the long forms that they stand for. */
#ifndef DATASETS_BRIEF_H
#define DATASETS_BRIEF_H

#include "phrase.h"

/* Where the long form of a short one begins that ends at a place: the letters of the short form,
 * read backwards, are found in the long one, the first of them at the beginning of a word. Returns
 * `end` where there is none. */
static size_t long_form(struct lap_str text, size_t floor, size_t end, struct lap_str brief)
{
    size_t at = end;
    for (size_t i = brief.size; i > 0; i--) {
        unsigned char letter = lower((unsigned char)brief.bytes[i - 1]);
        if (!is_alnum(letter)) {
            continue;
        }
        do {
            if (at == floor) {
                return end;
            }
            at--;
        } while (lower(byte_at(text, at)) != letter ||
                 (i == 1 && at > 0 && word_char(text, at - 1) != 0));
    }
    return at;
}

/* Whether most words of a run are capitalised, as those of a proper name are. */
static bool is_proper(const struct sheet *sheet, struct run run)
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

/* The long form that stands before "(X)", X at a token, however it is written. */
static struct run long_before(const struct sheet *sheet, size_t i, struct lap_str brief)
{
    struct run run = {0, before_marks(sheet, i - 1)};
    size_t first = i - 1;
    while (first > 0 && i - first < brief.size + 5 && !ends_sentence(sheet, first - 1)) {
        first--;
    }
    if (first >= run.end) {
        return (struct run){0, 0};
    }
    size_t end = sheet->tokens[run.end - 1].span.end;
    size_t begin = long_form(sheet->text, sheet->tokens[first].span.start, end, brief);
    run.begin = begin == end ? run.end : token_at(sheet, begin);
    return run;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Holds the letters of a short form against the words around it. */
#include "brief.h"

#include "mark.h"
#include "text.h"
#include "words.h"

size_t long_form(struct lap_str text, size_t floor, size_t end, struct lap_str brief)
{
    size_t at = end;

    for (size_t i = brief.size; i > 0; i--) {
        unsigned char letter = lower((unsigned char)brief.bytes[i - 1]);
        if (!is_alnum(letter))
            continue;
        do {
            if (at == floor)
                return end;
            at--;
        } while (lower(byte_at(text, at)) != letter ||
                 (i == 1 && at > 0 && word_char(text, at - 1) != 0));
    }
    return at;
}

struct run long_before(const struct sheet *sheet, size_t i, struct lap_str brief)
{
    struct run run = {0, before_marks(sheet, i - 1)};
    size_t first = i - 1;

    while (first > 0 && i - first < brief.size + 5 && !ends_sentence(sheet, first - 1))
        first--;
    if (first >= run.end)
        return (struct run){0, 0};
    size_t end = span_at(sheet, run.end - 1).end;
    size_t begin = long_form(sheet->text, sheet->tokens[first].start, end, brief);
    run.begin = begin == end ? run.end : token_at(sheet, begin);
    return run;
}

struct run long_after(const struct sheet *sheet, size_t i, struct lap_str brief)
{
    unsigned char last = lower((unsigned char)brief.bytes[brief.size - 1]);

    for (size_t end = i + 1; end < sheet->count && end - i < brief.size + 5; end++) {
        if (!has(sheet, end, IS_WORD))
            break;
        if (is_one_of(sheet, end, BREAKS))
            continue;
        struct lap_span first = span_at(sheet, i), word = span_at(sheet, end);
        struct run run = {i, end + 1};
        if (lower(byte_at(sheet->text, word.start)) == last &&
            long_form(sheet->text, first.start, word.end, brief) == first.start &&
            is_proper(sheet, run))
            return run;
    }
    return (struct run){0, 0};
}

/* SPDX-License-Identifier: MIT */
/* Finds the tokens of a noun. */
#include "anchor.h"

/* Whether a noun tells several: "datasets", "corpora", not "corpus". */
static bool is_plural(struct lap_str noun)
{
    unsigned char last = lower((unsigned char)noun.bytes[noun.size - 1]);

    return last == 'a' || (last == 's' && lower((unsigned char)noun.bytes[noun.size - 2]) != 'u');
}

struct anchor anchor_at(const struct sheet *sheet, const struct lap_match *match,
                        struct lap_span span)
{
    struct anchor anchor = {sheet, match, {0, 0}, false, false};

    anchor.noun.begin = token_at(sheet, span.start);
    anchor.noun.end = token_at(sheet, span.end - 1) + 1;
    anchor.is_plural = is_plural(part_of(sheet->text, span));
    return anchor;
}

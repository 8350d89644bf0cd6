/* SPDX-License-Identifier: MIT */
/* Finds the tokens of a noun. */
#include "anchor.h"

struct anchor anchor_at(const struct sheet *sheet, const struct lap_match *match,
                        struct lap_span span)
{
    struct anchor anchor = {sheet, match, {0, 0}, false, false};
    anchor.noun.begin = token_at(sheet, span.start);
    anchor.noun.end = token_at(sheet, span.end - 1) + 1;
    unsigned char last = (unsigned char)sheet->text.bytes[span.end - 1];
    anchor.is_plural = last == 's' || last == 'a';
    return anchor;
}

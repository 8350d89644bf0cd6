/* SPDX-License-Identifier: MIT */
/* A noun that names stand beside. */
#ifndef DATASETS_ANCHOR_H
#define DATASETS_ANCHOR_H

#include "run.h"

/* An anchor noun: its tokens, and where it stands. */
struct anchor {
    const struct sheet *sheet;
    const struct lap_match *match;
    struct run noun;
    bool is_plural;
    bool is_taken; /* a name was found beside it */
};

/* The anchor that stands in a span of the text, found by a match. */
struct anchor anchor_at(const struct sheet *sheet, const struct lap_match *match,
                        struct lap_span span);

#endif

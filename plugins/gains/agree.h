/* SPDX-License-Identifier: MIT */
/*
 * What figures take from one another: within a list, and from what was told before.
 */
#ifndef GAINS_AGREE_H
#define GAINS_AGREE_H

#include "figure.h"

/* What the record says so far: the gain told last, and whether speed is spoken of
 * beside a figure. */
struct context {
    struct view last;
    bool speaks_of_speed;
};

/* Settles the figures of a sentence that their own words leave open, and keeps the context. */
void agree(const struct sentence *sentence, struct figure *figures, size_t count,
           struct context *context);

#endif

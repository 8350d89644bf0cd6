/* SPDX-License-Identifier: MIT */
/* What every match of an expression holds. */
#ifndef LAPIDARY_SCAN_NEEDLE_H
#define LAPIDARY_SCAN_NEEDLE_H

#include "scan/syntax.h"

enum { MOST_NEEDLES = 64, LONGEST_NEEDLE = 16 };

/* Short sequences of characters, one of which stands in every match. */
struct needles {
    const struct expression *items[MOST_NEEDLES];
    size_t count;
    size_t within; /* it begins at most so many bytes behind the match's beginning, or SIZE_MAX */
    double chance; /* that one stands at a byte of a text */
};

/* The rarest needles of an expression, made in arena; false, and none, where it has none. */
bool needles_find(struct arena *arena, const struct expression *expression,
                  struct needles *needles);

#endif

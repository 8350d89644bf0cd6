/* SPDX-License-Identifier: MIT */
/* What speaks against a line's being a certain part of a paper, as a number. */
#ifndef HF_LISTING_COST_H
#define HF_LISTING_COST_H

#include <limits.h>

#include "line.h"

/* The cost of what cannot be; two of them can be added. */
enum { COST_NEVER = INT_MAX / 2 };

/* What it costs that a line is part of a paper behind the line above it, which was above_part. At
 * least 0, and COST_NEVER where a paper has no such order. */
int cost_of_step(const struct line *above, enum part above_part, const struct line *line,
                 enum part part);

/* What it costs that a run of lines ends with part of a paper. */
int cost_of_end(enum part last);

#endif

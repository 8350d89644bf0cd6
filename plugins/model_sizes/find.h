/* SPDX-License-Identifier: MIT */
/* Finding the figures that the matches hold, each with its value. */
#ifndef MODEL_SIZES_FIND_H
#define MODEL_SIZES_FIND_H

#include <stddef.h>

#include "reading.h"

/* How many figures the matches can give at most: a match's own, and those that share its unit. */
size_t figures_at_most(const struct lap_match *matches, size_t count);

/* Finds the figures; of matches that overlap the first counts, and none within a web address. */
void find_figures(struct reading *reading);

#endif

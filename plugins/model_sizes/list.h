/* SPDX-License-Identifier: MIT */
/* The figures of a list or a range: what is said of one holds for the others. */
#ifndef MODEL_SIZES_LIST_H
#define MODEL_SIZES_LIST_H

#include "reading.h"

/* Judges from right to left, so that the noun at a list's end counts for all of it. */
void judge(struct reading *reading);

/* Gives each figure its model's name: its own, or the one of the list that it goes on with. */
void name_models(struct reading *reading);

/* The figure's own name may hold the sizes before it: of "P1-235B-A22B" the name is "P1". */
void cut_sizes(struct reading *reading);

#endif

/* SPDX-License-Identifier: MIT */
/* Dividing runs of text into papers, so that the sum of what speaks against it is the least. */
#ifndef HF_LISTING_DIVIDE_H
#define HF_LISTING_DIVIDE_H

#include "line.h"

/* The cheapest way to a line that makes it a part of a paper. */
struct way {
    int cost;
    enum part above;
};

/* Says of each line of text what part of a paper it is; ways has room for as many as lines. */
void divide_runs(struct listing *listing, struct way (*ways)[PART_COUNT]);

#endif

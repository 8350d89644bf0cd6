/* SPDX-License-Identifier: MIT */
/* The bytes at the two ends of what an expression matches. */
#ifndef LAPIDARY_SCAN_EDGES_H
#define LAPIDARY_SCAN_EDGES_H

#include "scan/syntax.h"

/* Adds to set every byte that a match can begin with, or end with where at_end. True where it can
 * match nothing, so that any byte may stand there. */
bool edges_add(const struct expression *expression, bool at_end, struct byte_set *set);

/* The bytes of ASCII each of which, where it stands alone, is sure to be a match. */
struct byte_set edges_sure(const struct expression *expression);

#endif

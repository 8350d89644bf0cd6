/* SPDX-License-Identifier: MIT */
/* The anchored engine: one walk over a text tells where each pattern can begin, and PCRE2 is asked
 * only there. */
#ifndef LAPIDARY_SCAN_ANCHORED_H
#define LAPIDARY_SCAN_ANCHORED_H

#include "scan/scanner.h"

/* What one scanner needs for its walks; anchored_walk_free takes NULL, too. */
struct anchored_walk *anchored_walk_new(const struct anchors *anchors);
void anchored_walk_free(struct anchored_walk *walk);

/* The same as plain_search_all, and the same matches. */
void anchored_search_all(struct scanner *scanner, enum cue cue);

#endif

/* SPDX-License-Identifier: MIT */
/* The anchored engine: one walk over a text tells where each pattern can begin, and PCRE2 is asked
 * only there. */
#ifndef LAPIDARY_SCAN_ANCHORED_H
#define LAPIDARY_SCAN_ANCHORED_H

#include "scan/scanner.h"

/* Readies the engine's searchers for the walk; anchors_free frees it. */
struct anchors *anchors_of(const struct engine *engine);
void anchors_free(struct anchors *anchors);

/* Where a scanner's patterns stand in the text at hand; anchor_marks_free takes NULL, too. */
struct anchor_marks *anchor_marks_new(const struct anchors *anchors);
void anchor_marks_free(struct anchor_marks *marks);

/* The same as plain_search_all, and the same matches. */
void anchored_search_all(struct scanner *scanner, const struct record *record, bool is_cue);

#endif

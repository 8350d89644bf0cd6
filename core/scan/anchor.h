/* SPDX-License-Identifier: MIT */
/* Anchors that declarations name: what stands in every match of a pattern, and how near its
 * beginning. */
#ifndef LAPIDARY_SCAN_ANCHOR_H
#define LAPIDARY_SCAN_ANCHOR_H

#include "scan/needle.h"
#include "scan/scanner.h"

/* The anchor of a pattern that has one, as its needle; false where it cannot be searched for. */
bool anchor_needles(struct arena *arena, const struct pattern *pattern, struct needles *needles,
                    bool *has_twins);

/* True where the pattern has no anchor, or a match whose search began at `start` has it. */
bool anchor_holds(const struct pattern *pattern, struct lap_str text, size_t start);

/* Tries a pattern's anchor on the matches in its plugin's examples: false and a fault for
 * the first one that has it not. */
bool anchor_is_proved(const struct searcher *searcher, struct faults *faults);

#endif

/* SPDX-License-Identifier: MIT */
/* How far a pattern came in a text in which it does not match. */
#ifndef LAPIDARY_SCAN_REACH_H
#define LAPIDARY_SCAN_REACH_H

#include "text/str.h"

struct reach {
    size_t pattern;       /* bytes of the regular expression that were satisfied */
    size_t item;          /* bytes of the item behind them, which was not */
    struct lap_span text; /* what those bytes matched */
    bool is_match;        /* it matches all the same */
};

/* The attempt that satisfied most of regex; false where it cannot be compiled or not even its first
 * item was satisfied anywhere. */
bool reach_find(const char *regex, bool is_caseless, struct lap_str text, struct reach *reach);

#endif

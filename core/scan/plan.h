/* SPDX-License-Identifier: MIT */
/* How a pattern is searched by the anchored engine, decided from its syntax. */
#ifndef LAPIDARY_SCAN_PLAN_H
#define LAPIDARY_SCAN_PLAN_H

#include "scan/anchor.h"
#include "scan/gate.h"

struct plan {
    enum search_way way;
    double chance; /* that the gate lets a byte of a text pass for it; 1: it has no place there */
    size_t within; /* SEARCH_NEEDLES: so many bytes before one a match begins at most */
    size_t needle_count; /* SEARCH_NEEDLES: the first of them is needle, for messages */
    const char *needle;
    bool is_declared;     /* the needle is the anchor that the declaration names */
    bool has_twins;       /* the Kelvin sign or the long s may stand for a letter of it */
    bool is_of_sentences; /* only sentences are searched: it has no needles, since what a match
                           * holds may stand behind its sentence */
    bool takes_anchor;    /* SEARCH_WHOLE: an anchor in the declaration would be used */
};

/* Decides, and puts what stands in a pattern's way into gate, for the owner `number`: all of its
 * expression; or, where that could begin almost anywhere, what it must hold, as its syntax or its
 * declaration says; or nothing. Texts of the plan are made in arena. */
struct plan plan_make(struct arena *arena, struct gate *gate, const struct pattern *pattern,
                      uint32_t number);

/* What the plan means for whoever wrote the pattern: a sentence, in arena. */
const char *plan_text(struct arena *arena, const struct plan *plan);

#endif

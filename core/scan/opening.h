/* SPDX-License-Identifier: MIT */
/* How the expressions of a network can begin. */
#ifndef LAPIDARY_SCAN_OPENING_H
#define LAPIDARY_SCAN_OPENING_H

#include "scan/nfa.h"

struct opening {
    struct byte_set behind; /* what may stand before it */
    struct byte_set first;  /* the byte that it takes */
    uint32_t next;          /* the step behind that byte */
};

/* Zeroed, it is empty and ready. */
struct openings {
    struct opening *items;
    size_t count;
    size_t room;
};

/* Adds the openings of the expression that begins with step `start`. False, and none is added,
 * where it might match without taking a byte or the ways are too many. */
bool openings_add(struct openings *openings, const struct nfa *nfa, uint32_t start);

void openings_release(struct openings *openings);

#endif

/* SPDX-License-Identifier: MIT */
/* Matches as they are gathered: growing lists, and what a limit cost. */
#ifndef LAPIDARY_SCAN_MATCH_H
#define LAPIDARY_SCAN_MATCH_H

#include "text/arena.h"

/* Zeroed, it is empty and ready. */
struct match_list {
    struct lap_match *items;
    size_t count;
    size_t room;
    struct lap_match *spare; /* for sorting */
    size_t spare_room;
};

/* Adds one; its captures stay where they are. */
void match_list_add(struct match_list *list, struct lap_match match);

/* Puts them in the order of fields and places: leftmost, then longest, then the declaration's. */
void match_list_sort(struct match_list *list);

void match_list_release(struct match_list *list);

#endif

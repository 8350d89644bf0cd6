/* SPDX-License-Identifier: MIT */
/* Matches as they are gathered: growing lists, and what a limit cost. */
#ifndef LAPIDARY_SCAN_MATCH_H
#define LAPIDARY_SCAN_MATCH_H

#include "text/arena.h"

/* Zeroed, it is empty and ready. */
struct match_list {
    struct lap_match *items;
    size_t count;
    size_t longest; /* of them, in bytes */
    size_t room;
    struct lap_match *spare; /* for sorting */
    size_t spare_room;
};

/* Makes it empty again; it keeps its room. */
void match_list_clear(struct match_list *list);

/* Adds one; its captures stay where they are. */
void match_list_add(struct match_list *list, struct lap_match match);

/* Puts them in the order of fields and places: leftmost, then longest, then the declaration's. */
void match_list_sort(struct match_list *list);

/* The first of a sorted list that begins at a byte of a field or behind it; their count where none
 * does. */
size_t match_list_find(const struct match_list *list, size_t field, size_t at);

void match_list_release(struct match_list *list);

#endif

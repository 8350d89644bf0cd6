/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word. */
#ifndef LAPIDARY_SCAN_NAMES_H
#define LAPIDARY_SCAN_NAMES_H

#include "declare/names.h"

struct name_index;

/* An index over lists, which must outlive it; name_index_free frees it. Of lists that are seldom
 * wanted, is_seldom says so: while none of them is, a walk does not stop where only they have
 * names. */
struct name_index *name_index_of(const struct name_list *const *lists, const bool *is_seldom,
                                 size_t count);
void name_index_free(struct name_index *index);

/* Takes a name of list number `list` at a place. */
struct name_taker {
    void *context;
    void (*take)(void *context, size_t list, const struct name *name, struct lap_span span);
};

/* Finds the names in text, list by list: the longest that begins at a place, with no letter, digit
 * or _ on either side, and then none before its end. resume has for each list where its search
 * begins: 0, or SIZE_MAX where it is not wanted; it is changed. */
void name_index_find(const struct name_index *index, struct lap_str text, size_t *resume,
                     const struct name_taker *taker);

#endif

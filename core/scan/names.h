/* SPDX-License-Identifier: MIT */
/* Finding the names of a list in a text: a hash of each name's first word. */
#ifndef LAPIDARY_SCAN_NAMES_H
#define LAPIDARY_SCAN_NAMES_H

#include "declare/names.h"

struct name_index;

/* An index over list, which must outlive it; name_index_free frees it. */
struct name_index *name_index_of(const struct name_list *list);
void name_index_free(struct name_index *index);

/* The first name in text that begins at *at or later: the longest that begins there, with no
 * letter, digit or _ on either side. Sets its span and puts *at behind it; NULL where there is
 * none. */
const struct name *name_index_next(const struct name_index *index, struct lap_str text, size_t *at,
                                   struct lap_span *span);

#endif

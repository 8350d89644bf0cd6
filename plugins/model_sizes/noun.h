/* SPDX-License-Identifier: MIT */
/* The noun that a figure counts, behind it or before it. */
#ifndef MODEL_SIZES_NOUN_H
#define MODEL_SIZES_NOUN_H

#include <stddef.h>

#include "reading.h"

/* How many words stand between from and to; SIZE_MAX where they do not belong together. */
size_t words_between(struct lap_str text, size_t from, size_t to);

/* The first noun that a figure can be counting; NULL where there is none. */
const struct lap_match *noun_after(const struct reading *reading, const struct figure *figure);

/* The noun that stands right before a figure, with no more than leading words between. */
const struct lap_match *noun_before(const struct reading *reading, const struct figure *figure);

#endif

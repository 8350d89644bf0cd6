/* SPDX-License-Identifier: MIT */
/* A name as a text may write it. */
#ifndef DATASETS_SPELLING_H
#define DATASETS_SPELLING_H

#include <lapidary/plugin.h>

#include <stdbool.h>

/* A hyphen or a space: between the parts of a name they are alike. */
bool is_gap(unsigned char byte);

/* Where a name that is written at a place of a text ends, hyphens and spaces between its parts
 * being alike; 0 where another word stands there. */
size_t mention_end(struct lap_str text, size_t at, struct lap_str surface);

#endif

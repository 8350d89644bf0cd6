/* SPDX-License-Identifier: MIT */
/* Pieces of text: a part, a word of a list. */
#ifndef HARDWARE_TEXT_H
#define HARDWARE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

struct lap_str part_of(struct lap_str text, struct lap_span span);

/* Whether text is one of words, which are in lower case and end with NULL; its case is ignored. */
bool is_one_of(struct lap_str text, const char *const *words);

/* Where the first of several words ends that begins at a place; the place itself where none does.
 */
size_t past_one_of(struct lap_str text, size_t at, const char *const *words);

#endif

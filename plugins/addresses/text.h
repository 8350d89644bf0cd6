/* SPDX-License-Identifier: MIT */
/* Pieces of text: a part, a word, a beginning, an end. */
#ifndef ADDRESSES_TEXT_H
#define ADDRESSES_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

struct lap_str part_of(struct lap_str text, size_t start, size_t end);

bool is_same(struct lap_str text, const char *word);

/* The same for a word in lower case, the text's case being ignored. */
bool is_same_folded(struct lap_str text, const char *word);

bool starts_with(struct lap_str text, const char *start);
bool ends_with(struct lap_str text, const char *end);

/* Whether text is one of words, which are in lower case and end with NULL; its case is ignored. */
bool is_one_of(struct lap_str text, const char *const *words);

#endif

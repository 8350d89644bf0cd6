/* SPDX-License-Identifier: MIT */
/* Pieces of text: a part, a word of a list, the word before a place. */
#ifndef MODEL_SIZES_TEXT_H
#define MODEL_SIZES_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

/* Whether text is one of words, which are in lower case and end with NULL; its case is ignored. */
bool is_one_of(struct lap_str text, const char *const *words);

/* Whether text is a word, which is in lower case; its case is ignored. */
bool is_word(struct lap_str text, const char *word);

struct lap_str part_of(struct lap_str text, struct lap_span span);

/* Whether word stands in text at a place, which may lie behind its end. */
bool stands_at(struct lap_str text, size_t at, const char *word);

/* The same for a word in lower case, in either case. */
bool stands_folded_at(struct lap_str text, size_t at, const char *word);

/* A letter, a digit or a byte of a sign beyond ASCII. */
bool is_word_sign(char sign);

/* The word that ends at end or before it, over a space and an opening bracket. */
struct lap_span word_before(struct lap_str text, size_t end);

#endif

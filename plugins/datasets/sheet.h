/* SPDX-License-Identifier: MIT */
/* A field as its tokens. */
#ifndef DATASETS_SHEET_H
#define DATASETS_SHEET_H

#include "token.h"

struct sheet {
    struct lap_str text;
    struct token *tokens;
    size_t count;
    size_t heads[256]; /* by a token's first byte: the first such token, counted from 1 */
    bool is_title;
    bool is_title_case; /* most words are capitalised, so that a capital says nothing */
};

/* Fills an empty sheet from a field, which the sheet borrows. The tokens belong to the call.
 * Returns LAP_FAILED, told to the host, where there is no memory. */
int open_sheet(const struct lap_host *host, struct lap_call *call, const struct lap_field *field,
               struct sheet *sheet);

/* The first token that ends after a place; the count of tokens where none does. */
size_t token_at(const struct sheet *sheet, size_t at);

/* A token as it is written, empty beyond the end. */
struct lap_str word_at(const struct sheet *sheet, size_t i);

/* The first byte of a punctuation token, 0 for a word and beyond the end. */
unsigned char sign_at(const struct sheet *sheet, size_t i);

/* Whether a token is one of a table of words, upper and lower case being alike; is_word: whether it
 * is the word. */
bool is_one_of(const struct sheet *sheet, size_t i, const char *const *words);
bool is_word(const struct sheet *sheet, size_t i, const char *word);

/* Whether a token has at least one of the flags. */
bool has(const struct sheet *sheet, size_t i, unsigned flags);

/* A dash between words: - with spaces, or one of U+2012 to U+2015. */
bool is_dash(const struct sheet *sheet, size_t i);

/* "and", "or", "&". */
bool is_conjunction(const struct sheet *sheet, size_t i);

/* Whether a token is a stop that ends a sentence: no abbreviation's and no initial's. */
bool ends_sentence(const struct sheet *sheet, size_t i);

/* Whether no name runs across a word. A capital within a sentence makes most words a name's. */
bool is_break(const struct sheet *sheet, size_t i);

#endif

/* SPDX-License-Identifier: MIT */
/* A field as its tokens. */
#ifndef DATASETS_SHEET_H
#define DATASETS_SHEET_H

#include "text.h"
#include "token.h"
#include "words.h"

#include <string.h>

struct sheet {
    struct lap_str text;
    struct token *tokens; /* and behind the last, one that begins where the text ends */
    size_t count;
    unsigned char *firsts; /* the first byte of each token */
    const struct lexicon *lexicon;
    bool is_title;
    bool is_title_case; /* most words are capitalised, so that a capital says nothing */
};

/* Fills an empty sheet from a field, which the sheet borrows. The tokens belong to the call.
 * Returns LAP_FAILED, told to the host, where there is no memory. */
int sheet_open(const struct lap_host *host, struct lap_call *call, const struct lap_field *field,
               const struct lexicon *lexicon, struct sheet *sheet);

/* The first token that ends after a place; the count of tokens where none does. */
size_t token_at(const struct sheet *sheet, size_t at);

/* Finds out how a token is written, and whether it begins a sentence. */
void read_token(const struct sheet *sheet, size_t i);

/* Where a token stands. No token ends with a space, and at most one stands behind it. */
static inline struct lap_span span_at(const struct sheet *sheet, size_t i)
{
    size_t next = sheet->tokens[i + 1].start;

    return (struct lap_span){sheet->tokens[i].start, next - (sheet->text.bytes[next - 1] == ' ')};
}

/* A token as it is written, empty beyond the end. */
static inline struct lap_str word_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count ? part_of(sheet->text, span_at(sheet, i)) : (struct lap_str){"", 0};
}

/* Whether a token has at least one of the flags. */
static inline bool has(const struct sheet *sheet, size_t i, unsigned flags)
{
    if (i >= sheet->count)
        return false;
    if ((flags & FOUND_BY_READING) != 0 && (sheet->tokens[i].flags & IS_READ) == 0)
        read_token(sheet, i);
    return (sheet->tokens[i].flags & flags) != 0;
}

/* The first byte of a punctuation token, 0 for a word and beyond the end. */
static inline unsigned char sign_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count && (sheet->tokens[i].flags & IS_WORD) == 0 ? sheet->firsts[i] : 0;
}

/* Whether a token is the word, upper and lower case being alike. */
static inline bool is_word(const struct sheet *sheet, size_t i, const char *word)
{
    return has(sheet, i, IS_WORD) && is_same_word(word_at(sheet, i), word, strlen(word));
}

/* Whether a token is a word of a class. */
bool is_one_of(const struct sheet *sheet, size_t i, enum word_class class);

/* A dash between words: - with spaces, or one of U+2012 to U+2015. */
bool is_dash(const struct sheet *sheet, size_t i);

/* "and", "or", "&". */
bool is_conjunction(const struct sheet *sheet, size_t i);

/* Whether a token is a stop that ends a sentence: no abbreviation's and no initial's. */
bool ends_sentence(const struct sheet *sheet, size_t i);

/* Whether a token is part of a web address: of a piece between two spaces that has the look. */
bool is_in_address(const struct sheet *sheet, size_t i);

/* Whether no name runs across a word. A capital within a sentence makes most words a name's. */
bool is_break(const struct sheet *sheet, size_t i);

#endif

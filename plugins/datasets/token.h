/* SPDX-License-Identifier: MIT */
/* Cuts a text into tokens, which are words and signs, and says how a word is written. */
#ifndef DATASETS_TOKEN_H
#define DATASETS_TOKEN_H

#include "text.h"

/* What is known of a token: how it is written, then what the patterns and lists say of it. */
enum {
    IS_WORD = 1 << 0,
    IS_CAPITAL = 1 << 1, /* its first letter is upper case */
    IS_MARKED = 1 << 2, /* inner capitals, or letters with digits: no ordinary word is so written */
    IS_NUMBER = 1 << 3, /* digits, at most with one or two letters: 2007, 10k, 3D */
    IS_PLURAL = 1 << 4, /* an acronym with an s: LLMs */
    IS_CODE = 1 << 5,   /* lower case with digits at its end: rcv1 */
    IS_FIRST = 1 << 6,  /* begins a sentence */
    IS_ADDRESS = 1 << 7,   /* part of a web address */
    IS_NOUN = 1 << 8,      /* part of an anchor: dataset, benchmark */
    IS_STORE = 1 << 9,     /* part of a weak anchor: collection, test set */
    IS_FORM = 1 << 10,     /* its end says that it names data: ...Bench */
    IS_KNOWN = 1 << 11,    /* part of a known name */
    IS_OTHER = 1 << 12,    /* on the lists of names that are no datasets */
    IS_VARIANT = 1 << 13,  /* begins or ends with a model's name: GPT-4-turbo */
    IS_ORDINARY = 1 << 14, /* on the list of capitalised words that are no names */
    IS_FILLER = 1 << 15,   /* on the list of words that are names only inside longer ones */
    IS_BRAND = 1 << 16,    /* a place that data comes from: no dataset but beside the noun */
    IS_TAKEN = 1 << 17,    /* part of a name that was accepted at this very place */
    IS_SPACED = 1 << 18,   /* a space stands before it */
    IS_CLASSED = 1 << 19   /* its classes are known */
};

struct token {
    struct lap_span span;
    unsigned flags;
    uint32_t classes; /* of a word, once they were asked for */
};

/* The size of the word character at a place, 0 where none stands. Dashes, quotes and signs of
 * U+2000 to U+2FFF are punctuation, and so is the Latin-1 block but for its raised digits. */
size_t word_char(struct lap_str text, size_t at);

/* The first place from one on where no letter from a to z stands, eight bytes at a time. */
static inline size_t past_small(struct lap_str text, size_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    for (; at + 8 <= text.size; at += 8) {
        const unsigned char *in = (const unsigned char *)text.bytes + at;
        uint64_t eight = (uint64_t)in[0] | (uint64_t)in[1] << 8 | (uint64_t)in[2] << 16 |
                         (uint64_t)in[3] << 24 | (uint64_t)in[4] << 32 | (uint64_t)in[5] << 40 |
                         (uint64_t)in[6] << 48 | (uint64_t)in[7] << 56;
        uint64_t from_a = (eight | high) - UINT64_C(0x6161616161616161);
        uint64_t beyond_z = (eight | high) - UINT64_C(0x7B7B7B7B7B7B7B7B);
        uint64_t others = (~from_a | beyond_z | eight) & high;
        if (others != 0) {
            return at + (size_t)__builtin_ctzll(others) / 8;
        }
    }
    while (at < text.size && is_lower((unsigned char)text.bytes[at])) {
        at++;
    }
    return at;
}

/* Whether a word of plain letters ends with the byte at a place, and nothing behind it joins it. */
static inline bool ends_word(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    return byte == ' ' || byte == ',' || byte == ')' || at == text.size ||
           (byte == '.' && byte_at(text, at + 1) == ' ');
}

/* The same as token_cut, for every token. */
void token_cut_other(struct lap_str text, size_t at, struct token *token);

/* Cuts the token that begins at a place before the text's end: its span, and the flags from IS_WORD
 * to IS_CODE. Most are words in lower case, at most with a capital. */
static inline void token_cut(struct lap_str text, size_t at, struct token *token)
{
    unsigned char first = (unsigned char)text.bytes[at];
    if (is_lower((unsigned char)(first | 0x20))) {
        size_t end = past_small(text, at + 1);
        if (ends_word(text, end)) {
            token->span = (struct lap_span){at, end};
            token->flags = is_upper(first) ? IS_WORD | IS_CAPITAL : IS_WORD;
            return;
        }
    }
    token_cut_other(text, at, token);
}

#endif

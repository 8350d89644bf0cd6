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
    IS_NOUN = 1 << 7,   /* part of an anchor: dataset, benchmark */
    IS_STORE = 1 << 8,  /* part of a weak anchor: collection, test set */
    IS_FORM = 1 << 9,   /* its end says that it names data: ...Bench */
    IS_KNOWN = 1 << 10, /* part of a known name */
    IS_OTHER = 1 << 11, /* on the lists of names that are no datasets */
    IS_VARIANT = 1 << 12,  /* begins or ends with a model's name: GPT-4-turbo */
    IS_ORDINARY = 1 << 13, /* on the list of capitalised words that are no names */
    IS_BRAND = 1 << 14,    /* a place that data comes from: no dataset but beside the noun */
    IS_TAKEN = 1 << 15,    /* part of a name that was accepted at this very place */
    IS_READ = 1 << 16,     /* those found by reading are known */
    IS_CLASSED = 1 << 17,  /* its classes are known */
    FOUND_BY_READING =
        IS_CAPITAL | IS_MARKED | IS_NUMBER | IS_PLURAL | IS_CODE | IS_FIRST /* told by the text */
};

/* Most tokens are never asked about, so that only where they begin is found beforehand. */
struct token {
    size_t start;
    unsigned flags;
    uint32_t classes; /* of a word, once they were asked for */
};

/* The size of the word character at a place, 0 where none stands. Dashes, quotes and signs of
 * U+2000 to U+2FFF are punctuation, and so is the Latin-1 block but for its raised digits. */
size_t word_char(struct lap_str text, size_t at);

/* Where the token ends that begins at a place before the text's end. */
size_t token_end(struct lap_str text, size_t at);

/* Whether a hyphen stands for a dash: a clause goes on behind it, "HumanEval-a test". */
bool is_lost_dash(struct lap_str text, size_t hyphen);

/* How a word is written: the flags from IS_CAPITAL to IS_CODE. */
unsigned word_flags(struct lap_str word);

#endif

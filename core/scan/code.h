/* SPDX-License-Identifier: MIT */
/* Bytes as the sieve tells them apart: letters without case, digits as one, few more. Sixty-four
 * codes fit into a vector, so that much can be looked up by them at once. */
#ifndef LAPIDARY_SCAN_CODE_H
#define LAPIDARY_SCAN_CODE_H

#include "scan/byteset.h"

/* The code of a letter is its place in the alphabet, from 1 on. */
enum {
    CODE_OTHER, /* beyond ASCII, or a control character */
    CODE_DIGIT = 27,
    CODE_SPACE,
    CODE_HYPHEN,
    CODE_ASCII, /* the rest */
    CODE_EDGE,  /* where the text ends; of no byte */
    CODES,
    CODE_UPPER = CODES, /* added where the byte lacks the bit that small letters have */
    CODES_AND_UPPER = 2 * CODES
};

/* Letters and digits among the codes. */
#define CODES_OF_WORDS UINT32_C(0x0FFFFFFE)

/* The codes of a set's members, as bits: without CODE_UPPER, and with it. */
uint32_t codes_of(const struct byte_set *set);
uint64_t codes_and_upper_of(const struct byte_set *set);

/* That a byte of an English text has one of the codes; no result depends on it, only speed. */
double chance_of_codes(uint32_t codes);

enum { CODE_BLOCK = 64 };

/* Gives the codes of so many blocks of bytes. */
typedef void code_giver(const uint8_t *bytes, size_t blocks, uint8_t *codes);

/* The ways that this machine has, the fastest first, ended by NULL; the last is plain C. All give
 * the same. */
enum { MOST_CODE_GIVERS = 5 };
void code_givers(code_giver *givers[MOST_CODE_GIVERS]);

#endif

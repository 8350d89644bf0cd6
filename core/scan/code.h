/* SPDX-License-Identifier: MIT */
/* Bytes as the sieve tells them apart: letters without case, digits as one, few more. Sixty-four
 * codes fit into a vector, so that much can be looked up by them at once. */
#ifndef LAPIDARY_SCAN_CODE_H
#define LAPIDARY_SCAN_CODE_H

#include "scan/byteset.h"
#include "scan/way.h"

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

/* How often the bytes of each code stand in a text, as scan/chance.h has it. */
struct code_chances {
    double of[CODES];
    double of_first[CODES_AND_UPPER]; /* of those with CODE_UPPER and of the others by themselves */
};

struct code_chances code_chances(void);

/* That a byte of a text has one of the codes. */
double chance_of_codes(const struct code_chances *chances, uint32_t codes);

enum { CODE_BLOCK = 64 };

/* Gives the codes of so many blocks of bytes. */
typedef void code_giver(const uint8_t *bytes, size_t blocks, uint8_t *codes);

/* The fastest way that this machine has, of those up to `most`; all give the same. */
code_giver *code_giver_up_to(enum way most);

#endif

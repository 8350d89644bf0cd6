/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first three bytes? */
#ifndef LAPIDARY_SCAN_SIEVE_H
#define LAPIDARY_SCAN_SIEVE_H

#include "scan/opening.h"
#include "text/str.h"

enum { SIEVE_CODES = 32 };

struct sieve {
    uint8_t codes[256]; /* of each byte: letters without case, digits as one, few more */
    bool is_word[256];
    /* [a letter, digit or _ stands before][code][code]: which third codes may follow */
    uint32_t thirds[2][SIEVE_CODES][SIEVE_CODES];
    struct byte_set firsts[2]; /* [as above]: bytes that an expression begins with */
};

/* Makes the test for openings of a network. */
void sieve_fill(struct sieve *sieve, const struct nfa *nfa, const struct openings *openings);

/* Puts the places of text that pass into places, which has room for text.size of them; gives their
 * number. */
size_t sieve_find(const struct sieve *sieve, struct lap_str text, uint32_t *places);

#endif

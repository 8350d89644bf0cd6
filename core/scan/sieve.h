/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first three bytes? */
#ifndef LAPIDARY_SCAN_SIEVE_H
#define LAPIDARY_SCAN_SIEVE_H

#include "scan/block.h"
#include "scan/opening.h"
#include "text/str.h"

/* Bytes as the test tells them apart: letters without case, digits as one, few more; of a first
 * byte also capitals, which names of many kinds begin with. */
enum { SIEVE_CODES = 32, SIEVE_FIRSTS = 64 };

struct sieve {
    uint8_t codes[256];
    uint8_t first_codes[256];
    /* [a letter, digit or _ stands before][first code][code]: which third codes may follow */
    uint32_t thirds[2][SIEVE_FIRSTS][SIEVE_CODES];
    /* Bytes that an expression begins with, [0] and [1] as above; [2] letters, digits and _. */
    struct block_sets sets;
    block_reader *read_block;
};

/* Makes the test for openings of a network. */
void sieve_fill(struct sieve *sieve, const struct nfa *nfa, const struct openings *openings);

/* That a place of an English text passes because of the openings from number `from` on. */
double sieve_chance(const struct nfa *nfa, const struct openings *openings, size_t from);

/* Puts the places of text that pass into places, which has room for text.size of them and
 * BLOCK_SIZE more; gives their number. */
size_t sieve_find(const struct sieve *sieve, struct lap_str text, uint32_t *places);

#endif

/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first four bytes? */
#ifndef LAPIDARY_SCAN_SIEVE_H
#define LAPIDARY_SCAN_SIEVE_H

#include "scan/block.h"
#include "scan/opening.h"
#include "text/str.h"

/* Bytes as the test tells them apart: letters without case, digits as one, few more; of a first
 * byte also capitals, which names of many kinds begin with. */
enum { SIEVE_CODES = 32, SIEVE_FIRSTS = 64, SIEVE_KEY_BITS = 15 };

/* Where it says [side], 1 stands for places with a letter, digit or _ before them. */
struct sieve {
    uint8_t codes[256];
    uint32_t bits[256];   /* 1 << code */
    uint16_t firsts[256]; /* SIEVE_CODES times the code of a first byte */
    /* [side][first code * SIEVE_CODES + code]: which third codes may follow, as bits, and for which
     * of these it does not matter what the fourth byte is; where it does, the four bytes' hash is
     * among the keys. */
    struct {
        uint32_t thirds;
        uint32_t is_enough;
    } begins[2][SIEVE_FIRSTS * SIEVE_CODES];
    uint64_t keys[2][(1 << SIEVE_KEY_BITS) / 64]; /* [side] */
    /* Bytes that an expression begins with, [side]; [2] letters, digits and _. */
    struct block_sets sets;
    block_reader *read_block;
};

/* Makes the test for openings of a network. */
void sieve_fill(struct sieve *sieve, const struct nfa *nfa, const struct openings *openings);

/* That a place of an English text passes because of the openings from number `from` on. */
double sieve_chance(const struct nfa *nfa, const struct openings *openings, size_t from);

enum { SIEVE_STRETCH = 4096, SIEVE_PLACES = SIEVE_STRETCH + BLOCK_SIZE };

/* Puts the places that pass in a span of text, of SIEVE_STRETCH bytes at most, into places, as they
 * are from its start on; gives their number. */
size_t sieve_find(const struct sieve *sieve, struct lap_str text, struct lap_span span,
                  uint16_t places[SIEVE_PLACES]);

#endif

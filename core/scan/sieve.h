/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first four bytes? */
#ifndef LAPIDARY_SCAN_SIEVE_H
#define LAPIDARY_SCAN_SIEVE_H

#include "scan/group.h"
#include "scan/opening.h"
#include "text/str.h"

enum { SIEVE_KEY_BITS = 15 };

/* Where it says [side], 1 stands for places behind a letter or digit. */
struct sieve {
    struct groups groups;
    /* [side][first code with CODE_UPPER][second]: which third codes may follow, as bits, and for
     * which of these it does not matter what the fourth byte is; where it does, the four bytes'
     * hash is among the keys. */
    struct {
        uint32_t thirds;
        uint32_t is_enough;
    } begins[2][CODES_AND_UPPER][CODES];
    uint64_t keys[2][(1 << SIEVE_KEY_BITS) / 64]; /* [side] */
    struct byte_set firsts[2];                    /* [side], of which codes tell too little */
    code_giver *give_codes;
    group_tester *test;
};

/* Makes the test for openings of a network. */
void sieve_fill(struct sieve *sieve, const struct code_chances *chances, const struct nfa *nfa,
                const struct openings *openings);

/* That a place of an English text passes because of the openings from number `from` on. */
double sieve_chance(const struct code_chances *chances, const struct nfa *nfa,
                    const struct openings *openings, size_t from);

enum { SIEVE_STRETCH = 64 * CODE_BLOCK };

/* Puts the places that pass in a span of text, of SIEVE_STRETCH bytes at most, into places, as they
 * are from its start on; gives their number. */
size_t sieve_find(const struct sieve *sieve, struct lap_str text, struct lap_span span,
                  uint16_t places[SIEVE_STRETCH]);

#endif

/* SPDX-License-Identifier: MIT */
/* Chance that is the same everywhere, so that the same tests are run. */
#ifndef LAPIDARY_TESTS_CHANCE_H
#define LAPIDARY_TESTS_CHANCE_H

#include <stdint.h>

/* A number from 0 to below - 1, by Marsaglia's xorshift. */
static inline uint32_t random_below(uint32_t below)
{
    static uint32_t seed = 20261122;

    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

#endif

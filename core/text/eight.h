/* SPDX-License-Identifier: MIT */
/* Eight bytes of a text at once, as a number whose lowest byte is the first of them. */
#ifndef LAPIDARY_TEXT_EIGHT_H
#define LAPIDARY_TEXT_EIGHT_H

#include <endian.h>
#include <stdint.h>

#include "text/str.h"

enum { EIGHT = 8 };

/* Those of a text from a place on, 0 for those behind its end. at <= text.size. */
static inline uint64_t eight_at(struct lap_str text, size_t at)
{
    uint64_t eight = 0;
    size_t left = text.size - at;

    if (left >= sizeof eight)
        memcpy(&eight, text.bytes + at, sizeof eight);
    else
        memcpy(&eight, text.bytes + at, left);
    return le64toh(eight);
}

/* The first so many of them, all others 0. */
static inline uint64_t eight_first(uint64_t eight, size_t count)
{
    return count < EIGHT ? eight & ((UINT64_C(1) << 8 * count) - 1) : eight;
}

/* The bit that tells a small letter from a capital, of each byte that is a letter of ASCII. */
static inline uint64_t eight_case_bits(uint64_t eight)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t small = (eight & 0x7F * each) | 0x20 * each;
    uint64_t from_a = small + (0x80 - 'a') * each;
    uint64_t behind_z = small + (0x7F - 'z') * each;

    return (from_a & ~behind_z & ~eight & 0x80 * each) >> 2;
}

#endif

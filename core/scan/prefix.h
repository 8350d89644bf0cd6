/* SPDX-License-Identifier: MIT */
/* What a match of a regular expression must begin with, read from its syntax. */
#ifndef LAPIDARY_SCAN_PREFIX_H
#define LAPIDARY_SCAN_PREFIX_H

#include <stdint.h>

#include "text/arena.h"

/* A prefix is this long at most, and a pattern has at most so many. */
enum { PREFIX_DEPTH = 4, PREFIX_MOST = 1024 };

/* A set of bytes. */
struct byte_set {
    uint64_t bits[4];
};

static inline bool byte_set_has(const struct byte_set *set, uint8_t byte)
{
    return set->bits[byte >> 6] >> (byte & 63) & 1;
}

/* One way in which a match can begin: a byte of each set, one after the other. */
struct prefix {
    struct byte_set sets[PREFIX_DEPTH];
    size_t size;           /* from 1 */
    bool is_at_word_start; /* an ASCII letter, digit or _ behind none of these */
};

struct prefixes {
    const struct prefix *items;
    size_t count; /* 0: nothing is known, a match can begin anywhere */
};

/* Reads a regular expression that PCRE2 takes in UTF mode without UCP. Whatever it does not know
 * for certain (back references, conditions, verbs, \K, \G ...) gives no prefix at all. */
struct prefixes prefixes_of(struct arena *arena, const char *regex, bool is_caseless);

#endif

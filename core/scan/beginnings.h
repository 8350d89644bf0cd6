/* SPDX-License-Identifier: MIT */
/* The places of a text where a name can begin at all: a test that is cheap and lets few through. */
#ifndef LAPIDARY_SCAN_BEGINNINGS_H
#define LAPIDARY_SCAN_BEGINNINGS_H

#include <stdint.h>

#include "text/str.h"

enum { BEGINNINGS_BITS = 17, BEGINNINGS_BLOCK = 64 };

/* A set of keys, as hashes. Zeroed, it is empty and ready. */
struct beginnings {
    uint64_t bits[(1 << BEGINNINGS_BITS) / 64];
};

/* Where the first word of a name begins: at a letter or digit of ASCII or a lead byte of UTF-8;
 * name.size where it has none. */
size_t beginnings_word(struct lap_str name);

/* The key of a name that begins with its first word: its first eight bytes; of a shorter one, its
 * first word. The lowest byte is the first one as it stands, and letters of ASCII behind it are in
 * lower case: lists hold many words of plain language as they stand at the beginning of a sentence
 * ("The"), which must not be found everywhere. Never 0. */
uint64_t beginnings_key(struct lap_str name);

void beginnings_add(struct beginnings *beginnings, uint64_t key);

/* A place at which a name may begin, and its keys; 0 where there is no name of the key. */
struct beginning {
    size_t at;
    uint64_t keys[2]; /* of the names that are longer, and of the shorter ones */
};

/* The places from *at on, within a block of 64 bytes, at which the first word of a name may begin:
 * all at which one does, and a few where none does. *at is then behind the block, or text.size.
 * Gives how many there are. */
size_t beginnings_find(const struct beginnings *beginnings, struct lap_str text, size_t *at,
                       struct beginning found[BEGINNINGS_BLOCK]);

#endif

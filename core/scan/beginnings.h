/* SPDX-License-Identifier: MIT */
/* The places of a text where a name can begin at all: a test that is cheap and lets few through. */
#ifndef LAPIDARY_SCAN_BEGINNINGS_H
#define LAPIDARY_SCAN_BEGINNINGS_H

#include "scan/block.h"
#include "text/str.h"

enum { BEGINNINGS_BITS = 17 };

/* Sets of keys as hashes: small enough to stay in the processor's nearest memory. */
struct beginnings {
    uint64_t words[(1 << BEGINNINGS_BITS) / 64]; /* of the names' first words */
    uint64_t names[(1 << BEGINNINGS_BITS) / 64]; /* of the names that are longer than their key */
    struct block_sets sets; /* letters and digits of ASCII, and what is beyond it */
    block_reader *read_block;
};

/* Makes it empty. */
void beginnings_init(struct beginnings *beginnings);

/* Where the first word of a name begins: at a letter or digit of ASCII or beyond it; name.size
 * where it has none. */
size_t beginnings_word(struct lap_str name);

/* The keys of a text at a place where a word begins: its first eight bytes, and so much of them as
 * is the word. The lowest byte is the first one as it stands, and letters of ASCII behind it are in
 * lower case: lists hold many words of plain language as they stand at the beginning of a sentence
 * ("The"), which must not be found everywhere. Never 0. */
struct beginning_keys {
    uint64_t name; /* where one of eight bytes or more is found by it */
    uint64_t word; /* where a shorter one is */
};

/* Those of a name that begins with its first word. */
struct beginning_keys beginnings_keys_of(struct lap_str name);

/* Adds a name by its keys, or by those with its first letter in the other case. */
void beginnings_add(struct beginnings *beginnings, struct beginning_keys keys, bool is_long);

/* True where a name of eight bytes or more has the key, and in a few cases where none does. */
bool beginnings_has_name(const struct beginnings *beginnings, uint64_t key);

/* A place at which the first word of a name may begin, and how much of that word counts. */
struct beginning {
    size_t at;
    size_t size;
};

struct beginning_keys beginnings_keys(struct lap_str text, struct beginning beginning);

/* A walk over a text, some bytes after the others until `at` is behind its end. */
struct beginnings_walk {
    const struct beginnings *beginnings;
    struct lap_str text;
    size_t at;
    bool is_inside; /* the byte before it is a letter or digit of ASCII */
};

/* The next places at which the first word of a name may begin: all at which one does, and a few
 * where none does. Gives how many there are. */
size_t beginnings_next(struct beginnings_walk *walk, struct beginning found[BLOCK_SIZE]);

#endif

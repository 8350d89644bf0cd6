/* SPDX-License-Identifier: MIT */
/* Which bytes of 64 are in which sets, as bits: by vectors where the machine has them. */
#ifndef LAPIDARY_SCAN_BLOCK_H
#define LAPIDARY_SCAN_BLOCK_H

#include "scan/byteset.h"
#include "scan/way.h"

enum { BLOCK_SIZE = 64, BLOCK_SETS = 2 };

/* Two sets, each as a table: of the lower half of an ASCII byte, which upper halves go with it.
 * Beyond ASCII a set has all bytes or none. Zeroed, the sets are empty. */
struct block_sets {
    uint8_t uppers[BLOCK_SETS][16];
    bool has_others[BLOCK_SETS];
};

/* Adds the members of a set to set number `which`; with one beyond ASCII, all beyond it. */
void block_sets_add(struct block_sets *sets, size_t which, const struct byte_set *members);

/* For each set, bit i of its mask says that bytes[i] is a member. */
typedef void block_reader(const struct block_sets *sets, const uint8_t bytes[BLOCK_SIZE],
                          uint64_t masks[BLOCK_SETS]);

/* The fastest way that this machine has, of those up to `most`; all give the same. */
block_reader *block_reader_up_to(enum way most);

#endif

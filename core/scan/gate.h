/* SPDX-License-Identifier: MIT */
/* Many expressions, readied for telling at once which of them can begin at a place of a text. They
 * may let pass too many places, never too few. */
#ifndef LAPIDARY_SCAN_GATE_H
#define LAPIDARY_SCAN_GATE_H

#include "scan/sieve.h"

enum { EDGE = 256 }; /* stands for a byte where the text ends or begins */

/* Constant once it is closed: workers may share it. */
struct gate {
    struct nfa nfa;
    struct openings openings;
    struct code_chances chances;
    size_t steps_before; /* the last gate_add */
    size_t openings_before;
    struct sieve sieve;         /* the coarse test that comes first */
    uint16_t classes[EDGE + 1]; /* bytes, and EDGE, that no step tells apart */
    size_t class_count;         /* ... the commonest first */
    uint16_t members[EDGE + 1]; /* a byte of each class */
    uint16_t sides[EDGE + 1];   /* the same of what stands before an opening */
    size_t side_count;
    uint32_t *by_class; /* openings by the classes of their first bytes, */
    size_t *class_ends; /* and where each class begins and ends there */
};

/* gate_free frees it. */
struct gate *gate_new(void);
void gate_free(struct gate *gate);

/* Adds an expression, for an owner that the caller numbers. False, and nothing is added, where it
 * could begin without taking a byte; *chance is that it can begin at a place, by three bytes. */
bool gate_add(struct gate *gate, const struct expression *expression, uint32_t owner,
              double *chance);

/* Takes the expression back that was added last. */
void gate_take_back(struct gate *gate);

/* Readies the gate; nothing may be added behind it. */
void gate_close(struct gate *gate);

/* True where the byte, or the edge, is in the set. */
static inline bool gate_is_in(const struct byte_set *set, unsigned byte)
{
    return byte == EDGE ? set->has_edge : byte_set_has(set, byte);
}

#endif

/* SPDX-License-Identifier: MIT */
/* Many expressions as one network of steps, each of which takes a byte, looks at a neighbour, forks
 * or ends. */
#ifndef LAPIDARY_SCAN_NFA_H
#define LAPIDARY_SCAN_NFA_H

#include "scan/syntax.h"

enum step_kind {
    STEP_BYTE,   /* takes a byte of set `arg` */
    STEP_AHEAD,  /* the next byte, or the text's end, is in set `arg` */
    STEP_BEHIND, /* the byte before, or the text's beginning, is in set `arg` */
    STEP_FORK,   /* goes on at `next` and at step `arg` */
    STEP_END     /* all of the expression stood there */
};

struct step {
    uint32_t kind;
    uint32_t arg;
    uint32_t next;
    uint32_t owner; /* whose expression it belongs to */
};

/* Zeroed, it is empty and ready. */
struct nfa {
    struct step *steps;
    size_t count;
    size_t room;
    struct byte_set *sets; /* each once */
    size_t set_count;
    size_t set_room;
    uint32_t *slots; /* of sets, plus 1, by their hashes */
    size_t slot_mask;
};

/* Adds an expression; gives the step that it begins with. What the steps let pass may be more than
 * what the expression matches, never less. */
uint32_t nfa_add(struct nfa *nfa, const struct expression *expression, uint32_t owner);

void nfa_release(struct nfa *nfa);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * A sentence as its cues: the places where patterns matched, and what stands between them.
 */
#ifndef GAINS_SENTENCE_H
#define GAINS_SENTENCE_H

#include "word.h"

#include <lapidary/plugin.h>

struct cue {
    enum role role;
    struct lap_span span;
    const struct lap_match *match;
};

struct sentence {
    struct lap_str text; /* of the whole field */
    struct lap_span span;
    struct cue *cues;  /* in the order of the text, none overlapping another */
    struct cue *spare; /* as much room, for sorting */
    size_t count;
    /* The index behind the last cue of each role; 0 where there is none. */
    size_t behind[NO_ROLE + 1];
};

static inline enum kind kind_of(const struct cue *cue)
{
    return meanings[cue->role].kind;
}

/* Bytes between two cues; after comes later in the sentence. */
size_t gap(const struct cue *before, const struct cue *after);
/* Nothing but a space or a hyphen stands between. */
bool is_beside(const struct cue *before, const struct cue *after);
struct lap_str part_of(struct lap_str text, struct lap_span span);

/* Of cues that overlap one stays: figures go first, then leftmost, then longest. Leaves them in the
 * order of the text, and finds the last of each role. */
void settle_overlaps(struct sentence *sentence);

/* Whether one of the cues from the first index up to the second, exclusive, has the role. */
bool has_cue(const struct sentence *sentence, size_t from, size_t to, enum role role);
/* Nothing but commas, "and" and hedges stands between: "1.6x, 3.0x and up to 162x". */
bool is_chained(const struct sentence *sentence, size_t from, size_t to);
/* An "and" or another figure leads to this one: "17x for GPU and 35x for CPU", "an order of
 * magnitude (23.9x)". */
bool is_joined(const struct sentence *sentence, size_t figure);
/* "cheaper than the average cost": the mean is of what is compared with, and hedges no figure. */
bool is_mean_compared(const struct sentence *sentence, size_t i);

#endif

/* SPDX-License-Identifier: MIT */
/* What the anchored engine is made of: regular expressions, each once, and the sweeps in which they
 * are searched. */
#ifndef LAPIDARY_SCAN_ANCHORS_H
#define LAPIDARY_SCAN_ANCHORS_H

#include "scan/gate.h"
#include "scan/scanner.h"

/* A regular expression, once for all plugins that have it word for word. */
struct shared {
    struct searcher *searcher; /* the first consumer's */
    struct consumer *consumers;
    size_t consumer_count;
    size_t within; /* of SEARCH_NEEDLES: so many bytes before a needle a match begins at most */
    struct shared *next; /* with the same hash */
};

/* Patterns that are searched in one walk over a text: those that are no cue, or the cues of the
 * same plugins. */
struct sweep {
    enum cue cue;
    const struct shared *example; /* one of its patterns */
    struct gate *gate;            /* numbers patterns by their places in anchors->items */
    uint32_t *whole;              /* patterns that no gate can take: all over a text */
    size_t whole_count;
    uint32_t *twins; /* patterns that have twins, and are in the gate */
    size_t twin_count;
    bool *fields; /* for each field of the run: some pattern is searched there */
};

struct anchors {
    struct arena arena;
    struct shared *items;
    size_t count;
    struct sweep *sweeps;
    size_t sweep_count;
};

/* Decides how the engine's patterns are searched, and lets the searchers know: their ways, and who
 * borrows another's code. anchors_free frees it. */
struct anchors *anchors_of(const struct engine *engine, size_t field_count);
void anchors_free(struct anchors *anchors);

/* Readies the walk, once. */
void anchors_close(struct anchors *anchors);

/* Gives those searchers their code that borrow it, when all others have theirs. */
void anchors_lend(const struct anchors *anchors, const struct engine *engine);

#endif

/* SPDX-License-Identifier: MIT */
/* The readers of a run: opened with their options, and asked whose an input is. */
#ifndef LAPIDARY_WORKERS_READERS_H
#define LAPIDARY_WORKERS_READERS_H

#include "call/reader.h"
#include "workers/soundness.h"

struct readers {
    const struct catalog *catalog;
    struct vigil vigil; /* over each call */
    struct arena arena;
    struct reader **items; /* opened: each with its own options */
    size_t count;
};

/* Opens those that an input with that choice asks: the one that is chosen, or where choice is NULL
 * all there are. False and faults where there is no such reader, or it does not know its options,
 * or refuses them. readers_close takes back what was opened, also where that failed. */
bool readers_open(struct readers *readers, const struct reader_choice *choice,
                  struct faults *faults);
void readers_close(struct readers *readers);

/* One that was opened; NULL where it was not. */
const struct reader *readers_find(const struct readers *readers, uint32_t plugin,
                                  const struct reader_choice *choice);

/* Whose is it? */
struct inquiry {
    const struct reader_choice *choice; /* NULL: of all readers */
    struct lap_head head;
    const bool *left_out; /* for each plugin of the catalog: it is not asked; NULL: all are */
};

struct reader_finding {
    uint32_t plugin; /* the reader's index in the catalog; WATCH_NONE: nobody takes it */
    enum lap_framing framing;
    /* What the readers that could not look at it say, and where nobody takes it, why: sentences,
     * for the caller to release. */
    struct buffer reasons;
};

/* Asks opened readers; the surest takes it. What reasons held is lost. */
void readers_ask(struct readers *readers, const struct inquiry *inquiry,
                 struct reader_finding *finding);

#endif

/* SPDX-License-Identifier: MIT */
/* Which record_ids a run has seen, and where first: in memory that does not grow with the run. */
#ifndef LAPIDARY_WORKERS_DUPLICATES_H
#define LAPIDARY_WORKERS_DUPLICATES_H

#include "write/output.h"

/* Where a record stands. */
struct record_place {
    uint32_t input;  /* index into the run's inputs */
    uint32_t number; /* from 1 */
};

struct duplicates;

/* The record_ids that the output's run has seen: none, or those up to the checkpoint at which it is
 * resumed. It takes at most 6 MB of memory; beyond some 130,000 ids it lives in a nameless file of
 * the output's folder, 32 to 64 bytes an id. NULL and a fault where the output cannot be read or
 * written. output must outlive it; duplicates_close frees it. */
struct duplicates *duplicates_open(struct output *output, struct faults *faults);
void duplicates_close(struct duplicates *duplicates);

/* Notes a record; *first gets the place of the first record with the same id, number 0 where this
 * is the first. False and a fault where there is no room on the disk. */
bool duplicates_find(struct duplicates *duplicates, struct lap_str id, struct record_place place,
                     struct record_place *first, struct faults *faults);

#endif

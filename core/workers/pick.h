/* SPDX-License-Identifier: MIT */
/* One record out of an input, by its number. */
#ifndef LAPIDARY_WORKERS_PICK_H
#define LAPIDARY_WORKERS_PICK_H

#include "workers/survey.h"
#include "workers/workshop.h"

enum pick {
    PICK_GOOD,
    PICK_FAILED, /* there is no such record, or it cannot be read */
    PICK_WRONG /* the job names no input that is there, or no reader, or options it does not know */
};

/* Reads record `number` (from 1) of the job's one input into record, which lives in arena. A fault
 * tells why it is not good. */
enum pick record_pick(struct arena *arena, const struct workshop *workshop, const struct job *job,
                      size_t number, struct record *record, struct faults *faults);

#endif

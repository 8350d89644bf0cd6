/* SPDX-License-Identifier: MIT */
/* One record out of an input, by its number. */
#ifndef LAPIDARY_WORKERS_PICK_H
#define LAPIDARY_WORKERS_PICK_H

#include "workers/survey.h"
#include "workers/workshop.h"

/* Reads record `number` (from 1) of the job's one input into record, which lives in arena. False
 * and a fault where there is no such record, or it cannot be read. */
bool record_pick(struct arena *arena, const struct workshop *workshop, const struct job *job,
                 size_t number, struct record *record, struct faults *faults);

#endif

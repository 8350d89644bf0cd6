/* SPDX-License-Identifier: MIT */
/* A worker's process: doing order after order until the parent hangs up. */
#ifndef LAPIDARY_WORKERS_PROCESS_H
#define LAPIDARY_WORKERS_PROCESS_H

#include "workers/desk.h"
#include "workers/survey.h"
#include "workers/worker.h"

/* What every worker of a run is started with; outlives them. */
struct process_plan {
    const struct work_plan *work;
    const struct survey *survey;
    struct child_rules rules;
};

/* Starts a child that sits at desk, which is connected; false and a fault where there can be none.
 */
bool process_start(const struct process_plan *plan, struct child *child, struct desk *desk,
                   struct faults *faults);

#endif

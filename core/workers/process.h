/* SPDX-License-Identifier: MIT */
/* A worker's process: forked, confined, doing order after order until the parent hangs up. */
#ifndef LAPIDARY_WORKERS_PROCESS_H
#define LAPIDARY_WORKERS_PROCESS_H

#include <sys/types.h>

#include "workers/desk.h"
#include "workers/survey.h"
#include "workers/worker.h"

/* With what status a worker's process ends of itself. */
enum process_end {
    PROCESS_WELL = 0,         /* the parent hung up */
    PROCESS_NO_MEMORY = 71,   /* it ran into its memory limit */
    PROCESS_NO_ROOM = 72,     /* its batch found no room */
    PROCESS_NOT_CONFINED = 73 /* the sandbox could not be had */
};

/* What every worker of a run is started with; outlives them. */
struct process_plan {
    const struct work_plan *work;
    const struct survey *survey;
    enum sandbox_mode sandbox; /* as sandbox_choose left it */
    uint64_t memory_limit;     /* bytes that a worker may take beyond what it starts with */
};

/* Forks a worker that sits at desk, which is connected. Its process id, or -1 with errno. */
pid_t process_start(const struct process_plan *plan, struct desk *desk);

#endif

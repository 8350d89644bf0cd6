/* SPDX-License-Identifier: MIT */
/* The workers of a run: started, given chunks, watched, and started again when one dies. */
#ifndef LAPIDARY_WORKERS_CREW_H
#define LAPIDARY_WORKERS_CREW_H

#include "workers/process.h"

struct crew;

/* So many workers, at least 1, who are started when there is something to do. plan must outlive the
 * crew. NULL and a fault where the system gives no memory for them. */
struct crew *crew_open(const struct process_plan *plan, size_t workers, struct faults *faults);

/* Ends all workers at once. */
void crew_close(struct crew *crew);

/* What the workers' sandbox came to; NULL where no worker has done anything. */
const struct sandbox_receipt *crew_sandbox(const struct crew *crew);

bool crew_has_room(const struct crew *crew);

/* Hands over a task, under a number of the caller's. There must be room. False and a fault where no
 * worker can be had. */
bool crew_give(struct crew *crew, uint64_t number, const struct task *task, struct faults *faults);

/* Hands over a task again, whose chunk lies there still: after CREW_FELL, or to have it done
 * otherwise. */
bool crew_give_again(struct crew *crew, uint64_t number, const struct task *task,
                     struct faults *faults);

enum crew_news {
    CREW_NOTHING, /* nothing new */
    CREW_DONE,    /* a task is done */
    CREW_FELL,    /* a worker fell over a record of a task; the task waits for crew_give_again() */
    CREW_FAILED   /* no worker can do it; a fault says why */
};

/* Waits for news, at most some tenths of a second. *number is the task's, *fall what it fell over.
 */
enum crew_news crew_wait(struct crew *crew, uint64_t *number, struct exclusion *fall,
                         struct faults *faults);

/* Takes what came of a task that is done. False where what its worker left there is no batch: the
 * task must be given again. */
bool crew_take(struct crew *crew, uint64_t number, struct batch *batch);

/* Makes room where a task lay. */
void crew_forget(struct crew *crew, uint64_t number);

#endif

/* SPDX-License-Identifier: MIT */
/* The workers of a run: started, given chunks, watched, and started again when one dies. */
#ifndef LAPIDARY_WORKERS_CREW_H
#define LAPIDARY_WORKERS_CREW_H

#include "workers/process.h"

struct crew;

/* So many workers, at least 1, who are started when there is something to do. More than death_limit
 * deaths over one task are no plugin's usual doing, and fail it. plan must outlive the crew. NULL
 * and a fault where the system gives no memory for them. */
struct crew *crew_open(const struct process_plan *plan, size_t workers, uint64_t death_limit,
                       struct faults *faults);

/* Ends all workers at once. */
void crew_close(struct crew *crew);

/* What the workers' sandbox came to; NULL where no worker has done anything. */
const struct sandbox_receipt *crew_sandbox(const struct crew *crew);

/* Where the next task's chunk may be made, in DESK_ROOM bytes, if nothing is waited for until it is
 * given; NULL where it is made elsewhere. There must be a place, of which each worker has
 * DESK_PLACES. */
char *crew_room(const struct crew *crew);

/* Hands over a task, which the crew borrows until crew_forget(), and whose is_careful it sets; the
 * chunk's bytes are copied unless they are in crew_room(), and gone from it. There must be a place.
 * False and a fault where no worker can be had. */
bool crew_give(struct crew *crew, struct task *task, struct faults *faults);

/* Has a task done again that was not forgotten, and of which the caller changed what is excluded or
 * switched off: after CREW_FELL, or to have it done otherwise. */
bool crew_give_again(struct crew *crew, const struct task *task, struct faults *faults);

enum crew_news {
    CREW_NOTHING, /* nothing new */
    CREW_DONE,    /* a task is done */
    CREW_FELL,    /* a worker fell over a record of a task; the task waits for crew_give_again() */
    CREW_FAILED   /* no worker can do it; a fault says why */
};

/* Waits for news, at most some tenths of a second. *task is whose they are, *fall what it fell
 * over. */
enum crew_news crew_wait(struct crew *crew, struct task **task, struct exclusion *fall,
                         struct faults *faults);

/* True where CREW_DONE was told of a task, and it was not given again. */
bool crew_has_done(const struct crew *crew, const struct task *task);

/* Takes what came of a task that is done. False where what its worker left there is no batch: then
 * there is crew_give_anew(). */
bool crew_take(struct crew *crew, const struct task *task, struct batch *batch);

/* Has a task whose batch was spoilt done again with care by a new worker, who from now on has one
 * order at a time: whoever is at one task can write where the batch of another one waits to be
 * taken. False and a fault where that was tried too often. */
bool crew_give_anew(struct crew *crew, struct task *task, struct faults *faults);

/* Makes room where a task lay. */
void crew_forget(struct crew *crew, const struct task *task);

#endif

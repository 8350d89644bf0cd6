/* SPDX-License-Identifier: MIT */
/* Chunks in, batches out, in the same order: whatever number of workers is at it, and whatever they
 * fall over. */
#ifndef LAPIDARY_WORKERS_FLOW_H
#define LAPIDARY_WORKERS_FLOW_H

#include "workers/crew.h"

/* Takes the batches, each with the task that it came of, whose bytes may be gone. False and a fault
 * ends the flow. */
struct batch_taker {
    void *context;
    bool (*take)(void *context, const struct task *task, const struct batch *batch,
                 struct faults *faults);
};

struct flow_plan {
    struct process_plan process;
    size_t workers;       /* 0: everything is done in this process */
    uint64_t fault_limit; /* a plugin that workers fell over so often is switched off */
    uint64_t *falls;      /* for each plugin, how often that was in batches that were taken */
    struct batch_taker taker;
};

struct flow;

enum { FLOW_ROOM = DESK_ROOM };

/* plan is copied, what it points at must outlive the flow; flow_close frees it. NULL and a fault
 * where there can be no workers. */
struct flow *flow_open(const struct flow_plan *plan, struct faults *faults);
void flow_close(struct flow *flow);

/* What the workers' sandbox came to; NULL where no worker has done anything. */
const struct sandbox_receipt *flow_sandbox(const struct flow *flow);

/* Waits until a chunk can be given; batches that are ready are taken on the way. *room is where it
 * may be made, in FLOW_ROOM bytes, so that it need not be copied; NULL where it is made elsewhere.
 * False and a fault where a batch cannot be taken, or not be made: then only flow_close() is left.
 */
bool flow_room(struct flow *flow, char **room, struct faults *faults);

/* Gives a chunk of an input, after flow_room(); false as there. */
bool flow_give(struct flow *flow, size_t input, const struct chunk *chunk, struct faults *faults);

/* Waits until all batches are taken; false as flow_room(). */
bool flow_drain(struct flow *flow, struct faults *faults);

#endif

/* SPDX-License-Identifier: MIT */
/* Chunks in, batches out, in the same order: whatever number of workers is at it, and whatever they
 * fall over. */
#include "workers/flow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/memory.h"

/* A chunk on its way. */
struct passage {
    struct task task; /* exclusions and off point to what follows; the bytes are the crew's */
    struct exclusion *exclusions;
    uint64_t *off;
    bool is_done;
};

struct flow {
    struct flow_plan plan;
    struct crew *crew;     /* NULL: this process does it */
    struct worker *worker; /* of this process */
    struct watch watch;
    struct batch batch;
    struct passage *passages; /* a ring: number n is at n % passage_count */
    size_t passage_count;
    uint64_t given; /* numbers of the next one to be given and to be taken */
    uint64_t taken;
    size_t plugin_count;
    bool is_broken;
};

static void open_passages(struct flow *flow)
{
    size_t workers = flow->plan.workers;

    flow->passage_count = workers ? workers * DESK_PLACES : 1;
    flow->passages = memory_take(flow->passage_count, sizeof *flow->passages);
    for (size_t i = 0; i < flow->passage_count; i++)
        flow->passages[i].off = memory_take(flow->plugin_count, sizeof *flow->passages[i].off);
}

struct flow *flow_open(const struct flow_plan *plan, struct faults *faults)
{
    static const struct soundness no_care = {.line = -1};
    struct flow *flow = memory_take(1, sizeof *flow);

    flow->plan = *plan;
    flow->plugin_count = plan->process.work->catalog->count;
    batch_init(&flow->batch, flow->plugin_count);
    open_passages(flow);
    if (plan->workers == 0) {
        flow->worker = worker_open(plan->process.work, &flow->watch, no_care);
        return flow;
    }
    flow->crew = crew_open(&flow->plan.process, plan->workers, faults);
    if (flow->crew)
        return flow;
    flow_close(flow);
    return NULL;
}

void flow_close(struct flow *flow)
{
    if (!flow)
        return;
    crew_close(flow->crew);
    worker_close(flow->worker);
    for (size_t i = 0; i < flow->passage_count; i++) {
        free(flow->passages[i].exclusions);
        free(flow->passages[i].off);
    }
    free(flow->passages);
    batch_release(&flow->batch);
    free(flow);
}

const struct sandbox_receipt *flow_sandbox(const struct flow *flow)
{
    return flow->crew ? crew_sandbox(flow->crew) : NULL;
}

static struct passage *passage_of(const struct flow *flow, uint64_t number)
{
    return &flow->passages[number % flow->passage_count];
}

/* ---- Falls ---- */

/* The exclusion with which a plugin is switched off, since it is one too many; NULL: none is. */
static struct exclusion *last_straw(const struct flow *flow, const struct passage *passage,
                                    uint32_t plugin)
{
    uint64_t falls = flow->plan.falls[plugin];

    for (size_t i = 0; i < passage->task.exclusion_count; i++) {
        struct exclusion *it = &passage->exclusions[i];

        if (it->plugin == plugin && !it->is_lifted && ++falls >= flow->plan.fault_limit)
            return it;
    }
    return NULL;
}

/* A plugin's first record without it, by all that is known of the chunks before. */
static uint64_t off_from(const struct flow *flow, const struct passage *passage, uint32_t plugin)
{
    const struct exclusion *straw;

    if (flow->plan.falls[plugin] >= flow->plan.fault_limit)
        return 0;
    straw = last_straw(flow, passage, plugin);
    return straw ? straw->record + 1 : TASK_ALL_RECORDS;
}

static void drop_exclusions(struct passage *passage, uint32_t plugin, uint64_t from)
{
    size_t kept = 0;

    for (size_t i = 0; i < passage->task.exclusion_count; i++) {
        const struct exclusion *it = &passage->exclusions[i];

        if (it->plugin != plugin || it->record < from)
            passage->exclusions[kept++] = *it;
    }
    passage->task.exclusion_count = kept;
}

static void switch_off(const struct flow *flow, struct passage *passage, uint32_t plugin,
                       uint64_t from)
{
    struct exclusion *straw = from ? last_straw(flow, passage, plugin) : NULL;

    passage->off[plugin] = from;
    if (straw) {
        size_t size = strlen(straw->reason);

        snprintf(straw->reason + size, sizeof straw->reason - size,
                 "; it is switched off after %" PRIu64 " faults (--fault-limit)",
                 flow->plan.fault_limit);
    }
    drop_exclusions(passage, plugin, from);
}

/* Switches plugins off as the chunks before want it; true where that changes what is to be done. */
static bool settle_offs(const struct flow *flow, struct passage *passage)
{
    bool has_changed = false;

    for (uint32_t i = 0; i < flow->plugin_count; i++) {
        uint64_t from = off_from(flow, passage, i);

        if (from != passage->off[i]) {
            switch_off(flow, passage, i, from);
            has_changed = true;
        }
    }
    return has_changed;
}

/* The plugin's exclusion at a record, be it lifted; NULL where there is none. */
static struct exclusion *find_exclusion(const struct passage *passage, const struct exclusion *fall)
{
    for (size_t i = 0; i < passage->task.exclusion_count; i++) {
        struct exclusion *it = &passage->exclusions[i];

        if (it->plugin == fall->plugin && it->record == fall->record)
            return it;
    }
    return NULL;
}

/* Two plugins that workers fell over at one record may be one that spoils the other's memory: the
 * first that was blamed gets another try, once. */
static void lift_exclusions(struct passage *passage, uint64_t record)
{
    for (size_t i = 0; i < passage->task.exclusion_count; i++) {
        struct exclusion *it = &passage->exclusions[i];

        it->is_lifted |= it->record == record && !it->is_proven;
    }
}

static void add_exclusion(struct passage *passage, const struct exclusion *fall)
{
    size_t count = passage->task.exclusion_count;
    struct exclusion *known = find_exclusion(passage, fall);

    if (known) {
        *known = *fall;
        known->is_proven = true;
        return;
    }
    lift_exclusions(passage, fall->record);
    passage->exclusions = memory_grow(passage->exclusions, count + 1, sizeof *passage->exclusions);
    passage->exclusions[count] = *fall;
    passage->task.exclusions = passage->exclusions;
    passage->task.exclusion_count++;
}

/* ---- Taking ---- */

static void count_falls(struct flow *flow, const struct passage *passage)
{
    for (size_t i = 0; i < passage->task.exclusion_count; i++) {
        const struct exclusion *it = &passage->exclusions[i];

        if (it->plugin != WATCH_NONE && !it->is_lifted)
            flow->plan.falls[it->plugin]++;
    }
}

static bool redo(struct flow *flow, uint64_t number, struct faults *faults)
{
    struct passage *passage = passage_of(flow, number);

    passage->is_done = false;
    return crew_give_again(flow->crew, number, &passage->task, faults);
}

/* Takes what came of the oldest chunk, unless it must be done again. */
static bool take_oldest(struct flow *flow, struct faults *faults)
{
    struct passage *passage = passage_of(flow, flow->taken);

    if (settle_offs(flow, passage) || !crew_take(flow->crew, flow->taken, &flow->batch))
        return redo(flow, flow->taken, faults);
    crew_forget(flow->crew, flow->taken);
    count_falls(flow, passage);
    flow->taken++;
    return flow->plan.taker.take(flow->plan.taker.context, &passage->task, &flow->batch, faults);
}

static bool take_ready(struct flow *flow, struct faults *faults)
{
    while (flow->taken < flow->given && passage_of(flow, flow->taken)->is_done) {
        if (!take_oldest(flow, faults))
            return false;
    }
    return true;
}

/* Waits for one piece of news and acts on it. */
static bool wait_once(struct flow *flow, struct faults *faults)
{
    struct exclusion fall;
    uint64_t number;

    switch (crew_wait(flow->crew, &number, &fall, faults)) {
    case CREW_DONE:
        passage_of(flow, number)->is_done = true;
        return take_ready(flow, faults);
    case CREW_FELL:
        add_exclusion(passage_of(flow, number), &fall);
        settle_offs(flow, passage_of(flow, number));
        return redo(flow, number, faults);
    case CREW_FAILED:
        return false;
    default:
        return true;
    }
}

static bool has_room(const struct flow *flow)
{
    return flow->given - flow->taken < flow->passage_count && crew_has_room(flow->crew);
}

static void begin_passage(struct flow *flow, struct passage *passage, size_t input,
                          const struct chunk *chunk)
{
    passage->is_done = false;
    passage->task = (struct task){
        .input = input, .chunk = *chunk, .exclusions = passage->exclusions, .off = passage->off};
    for (uint32_t i = 0; i < flow->plugin_count; i++)
        passage->off[i] = TASK_ALL_RECORDS;
    settle_offs(flow, passage);
}

/* Without workers: here and now. */
static bool do_here(struct flow *flow, struct faults *faults)
{
    const struct task *task = &flow->passages[0].task;
    const struct surveyed *item = &flow->plan.process.survey->items[task->input];

    batch_clear(&flow->batch);
    worker_do(flow->worker, item->reader, item->source, task, &flow->batch);
    return flow->plan.taker.take(flow->plan.taker.context, task, &flow->batch, faults);
}

static bool give(struct flow *flow, size_t input, const struct chunk *chunk, struct faults *faults)
{
    struct passage *passage;

    if (!flow->crew) {
        begin_passage(flow, &flow->passages[0], input, chunk);
        return do_here(flow, faults);
    }
    while (!has_room(flow)) {
        if (!wait_once(flow, faults))
            return false;
    }
    passage = passage_of(flow, flow->given);
    begin_passage(flow, passage, input, chunk);
    return crew_give(flow->crew, flow->given++, &passage->task, faults);
}

static bool drain(struct flow *flow, struct faults *faults)
{
    while (flow->taken < flow->given) {
        if (!wait_once(flow, faults))
            return false;
    }
    return true;
}

bool flow_give(struct flow *flow, size_t input, const struct chunk *chunk, struct faults *faults)
{
    flow->is_broken = flow->is_broken || !give(flow, input, chunk, faults);
    return !flow->is_broken;
}

bool flow_drain(struct flow *flow, struct faults *faults)
{
    flow->is_broken = flow->is_broken || !drain(flow, faults);
    return !flow->is_broken;
}

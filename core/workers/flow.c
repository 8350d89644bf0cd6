/* SPDX-License-Identifier: MIT */
/* Chunks in, batches out, in the same order: whatever number of workers is at it, and whatever they
 * fall over. */
#include "workers/flow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "process/memory.h"

struct flow {
    struct flow_plan plan;
    struct crew *crew;     /* NULL: this process does it */
    struct worker *worker; /* of this process */
    struct watch watch;
    struct batch batch;
    struct task *tasks; /* on their way, in a ring: number n is at n % task_count */
    size_t task_count;
    uint64_t given; /* numbers of the next one to be given and to be taken */
    uint64_t taken;
};

static size_t plugin_count(const struct flow *flow)
{
    return flow->plan.process.work->catalog->count;
}

/* As many as the workers hold, or one to be done here. */
static void make_tasks(struct flow *flow)
{
    size_t workers = flow->plan.workers;

    flow->task_count = workers ? workers * DESK_PLACES : 1;
    flow->tasks = memory_take(flow->task_count, sizeof *flow->tasks);
    for (size_t i = 0; i < flow->task_count; i++)
        flow->tasks[i].off = memory_take(plugin_count(flow), sizeof *flow->tasks[i].off);
}

/* Each plugin may fall as often as its limit says or, below that, as records outside of all plugins
 * may; each time over, with the tries that find out who it was. */
static uint64_t death_limit(const struct flow *flow)
{
    enum { AT_LEAST = 100, TRIES_OF_EACH = 4 };
    uint64_t falls = flow->plan.fault_limit > AT_LEAST ? flow->plan.fault_limit : AT_LEAST;

    return TRIES_OF_EACH * (falls + 1) * (plugin_count(flow) + 1);
}

struct flow *flow_open(const struct flow_plan *plan, struct faults *faults)
{
    static const struct soundness no_care;
    struct flow *flow = memory_take(1, sizeof *flow);

    flow->plan = *plan;
    batch_init(&flow->batch, plugin_count(flow));
    make_tasks(flow);
    if (plan->workers == 0) {
        flow->worker = worker_open(plan->process.work, &flow->watch, no_care);
        return flow;
    }
    flow->crew = crew_open(&flow->plan.process, plan->workers, death_limit(flow), faults);
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
    for (size_t i = 0; i < flow->task_count; i++) {
        free(flow->tasks[i].exclusions);
        free(flow->tasks[i].off);
    }
    free(flow->tasks);
    batch_release(&flow->batch);
    free(flow);
}

const struct sandbox_receipt *flow_sandbox(const struct flow *flow)
{
    return flow->crew ? crew_sandbox(flow->crew) : NULL;
}

static struct task *task_of(const struct flow *flow, uint64_t number)
{
    return &flow->tasks[number % flow->task_count];
}

/* ---- Falls ---- */

/* The exclusion with which a plugin is switched off, since it is one too many; NULL: none is. */
static struct exclusion *last_straw(const struct flow *flow, const struct task *task,
                                    uint32_t plugin)
{
    uint64_t falls = flow->plan.falls[plugin];

    for (size_t i = 0; i < task->exclusion_count; i++) {
        struct exclusion *it = &task->exclusions[i];

        if (it->plugin == plugin && !it->is_lifted &&
            (++falls >= flow->plan.fault_limit || it->is_final))
            return it;
    }
    return NULL;
}

/* A plugin's first record without it, by all that is known of the chunks before. */
static uint64_t off_from(const struct flow *flow, const struct task *task, uint32_t plugin)
{
    const struct exclusion *straw;

    if (flow->plan.falls[plugin] >= flow->plan.fault_limit)
        return 0;
    straw = last_straw(flow, task, plugin);
    return straw ? straw->record + 1 : TASK_ALL_RECORDS;
}

static void drop_exclusions(struct task *task, uint32_t plugin, uint64_t from)
{
    size_t kept = 0;

    for (size_t i = 0; i < task->exclusion_count; i++) {
        const struct exclusion *it = &task->exclusions[i];

        if (it->plugin != plugin || it->record < from)
            task->exclusions[kept++] = *it;
    }
    task->exclusion_count = kept;
}

static void tell_switch_off(struct exclusion *straw, uint64_t fault_limit)
{
    size_t size = strlen(straw->reason);
    char *end = straw->reason + size;

    if (straw->is_final)
        snprintf(end, sizeof straw->reason - size, "; it is switched off");
    else
        snprintf(end, sizeof straw->reason - size,
                 "; it is switched off after %" PRIu64 " faults (--fault-limit)", fault_limit);
}

static void switch_off(const struct flow *flow, struct task *task, uint32_t plugin, uint64_t from)
{
    struct exclusion *straw = from ? last_straw(flow, task, plugin) : NULL;

    task->off[plugin] = from;
    if (straw)
        tell_switch_off(straw, flow->plan.fault_limit);
    drop_exclusions(task, plugin, from);
}

/* Switches plugins off as the chunks before want it; true where that changes what is to be done. */
static bool settle_offs(const struct flow *flow, struct task *task)
{
    bool has_changed = false;

    for (uint32_t i = 0; i < plugin_count(flow); i++) {
        uint64_t from = off_from(flow, task, i);

        if (from != task->off[i]) {
            switch_off(flow, task, i, from);
            has_changed = true;
        }
    }
    return has_changed;
}

/* The plugin's exclusion at a record, be it lifted; NULL where there is none. */
static struct exclusion *find_exclusion(const struct task *task, const struct exclusion *fall)
{
    for (size_t i = 0; i < task->exclusion_count; i++) {
        struct exclusion *it = &task->exclusions[i];

        if (it->plugin == fall->plugin && it->record == fall->record)
            return it;
    }
    return NULL;
}

/* Of plugins that workers fell over at one record, one may spoil the memory of the others: those
 * that were blamed before it get another try, one for each that comes after them. */
static void lift_exclusions(struct task *task, uint64_t record)
{
    for (size_t i = 0; i < task->exclusion_count; i++) {
        struct exclusion *it = &task->exclusions[i];

        it->is_lifted |= it->record == record;
    }
}

static void add_exclusion(struct task *task, const struct exclusion *fall)
{
    size_t count = task->exclusion_count;
    struct exclusion *known = find_exclusion(task, fall);

    if (known) {
        *known = *fall;
        return;
    }
    lift_exclusions(task, fall->record);
    task->exclusions = memory_grow(task->exclusions, count + 1, sizeof *task->exclusions);
    task->exclusions[count] = *fall;
    task->exclusion_count++;
}

/* ---- Taking ---- */

static void count_falls(struct flow *flow, const struct task *task)
{
    for (size_t i = 0; i < task->exclusion_count; i++) {
        const struct exclusion *it = &task->exclusions[i];

        if (it->plugin != WATCH_NONE && !it->is_lifted)
            flow->plan.falls[it->plugin] += it->is_final ? flow->plan.fault_limit : 1;
    }
}

/* Takes what came of the oldest chunk, unless it must be done again. */
static bool take_oldest(struct flow *flow, struct faults *faults)
{
    struct task *task = task_of(flow, flow->taken);

    if (settle_offs(flow, task))
        return crew_give_again(flow->crew, task, faults);
    if (!crew_take(flow->crew, task, &flow->batch))
        return crew_give_anew(flow->crew, task, faults);
    crew_forget(flow->crew, task);
    count_falls(flow, task);
    flow->taken++;
    return flow->plan.taker.take(flow->plan.taker.context, task, &flow->batch, faults);
}

static bool take_ready(struct flow *flow, struct faults *faults)
{
    while (flow->taken < flow->given && crew_has_done(flow->crew, task_of(flow, flow->taken)))
        if (!take_oldest(flow, faults))
            return false;
    return true;
}

/* Waits for one piece of news and acts on it. */
static bool wait_once(struct flow *flow, struct faults *faults)
{
    struct exclusion fall;
    struct task *task;

    switch (crew_wait(flow->crew, &task, &fall, faults)) {
    case CREW_DONE:
        return take_ready(flow, faults);
    case CREW_FELL:
        add_exclusion(task, &fall);
        settle_offs(flow, task);
        return crew_give_again(flow->crew, task, faults);
    case CREW_FAILED:
        return false;
    default:
        return true;
    }
}

/* ---- Giving ---- */

/* The next task, whose place in the ring is free. */
static struct task *begin_task(struct flow *flow, size_t input, const struct chunk *chunk)
{
    struct task *task = task_of(flow, flow->given);

    *task = (struct task){.number = flow->given,
                          .input = input,
                          .chunk = *chunk,
                          .exclusions = task->exclusions,
                          .off = task->off};
    for (size_t i = 0; i < plugin_count(flow); i++)
        task->off[i] = TASK_ALL_RECORDS;
    settle_offs(flow, task);
    return task;
}

/* Without workers: here and now. */
static bool do_here(struct flow *flow, const struct task *task, struct faults *faults)
{
    const struct surveyed *item = &flow->plan.process.survey->items[task->input];

    batch_clear(&flow->batch);
    worker_do(flow->worker, item->reader, item->source, task, &flow->batch);
    return flow->plan.taker.take(flow->plan.taker.context, task, &flow->batch, faults);
}

bool flow_room(struct flow *flow, char **room, struct faults *faults)
{
    while (flow->given - flow->taken == flow->task_count)
        if (!wait_once(flow, faults))
            return false;
    *room = flow->crew ? crew_room(flow->crew) : NULL;
    return true;
}

bool flow_give(struct flow *flow, size_t input, const struct chunk *chunk, struct faults *faults)
{
    struct task *task = begin_task(flow, input, chunk);

    if (!flow->crew)
        return do_here(flow, task, faults);
    flow->given++;
    return crew_give(flow->crew, task, faults);
}

bool flow_drain(struct flow *flow, struct faults *faults)
{
    while (flow->taken < flow->given)
        if (!wait_once(flow, faults))
            return false;
    return true;
}

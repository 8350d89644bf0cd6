/* SPDX-License-Identifier: MIT */
/* A worker's process: doing order after order until the parent hangs up. */
#include "workers/process.h"

#include <stdlib.h>
#include <unistd.h>

#include "process/memory.h"

/* Who works where. */
struct post {
    const struct process_plan *plan;
    struct desk *desk;
};

_Static_assert(1 + 2 * DESK_PLACES <= CHILD_FILES, "a desk's files are not too many");

static void work(void *context)
{
    const struct process_plan *plan = ((struct post *)context)->plan;
    struct desk *desk = ((struct post *)context)->desk;
    size_t plugin_count = plan->work->catalog->count;
    struct leaks leaks = {.watch = &desk->page->watch,
                          .plugin_count = (uint32_t)plugin_count,
                          .bytes = memory_take(plugin_count, sizeof *leaks.bytes)};
    struct soundness soundness = soundness_within(plan->rules.memory_limit, &leaks);
    struct worker *worker = worker_open(plan->work, &desk->page->watch, soundness);
    struct desk_order order = {0};
    struct batch batch;

    desk_sit_down(desk);
    batch_init(&batch, plugin_count);
    while (desk_wait(desk, &order, plugin_count)) {
        const struct surveyed *item = &plan->survey->items[order.task.input];

        if (order.task.is_careful)
            soundness_await_hearing();
        batch_clear(&batch);
        worker_do(worker, item->reader, item->source, &order.task, &batch);
        if (!soundness_has_files())
            _exit(CHILD_ROBBED);
        if (!batch_write(&batch, order.task.number, desk->places[order.place].batch))
            _exit(CHILD_NO_ROOM);
        if (!desk_tell(desk, order.place))
            break;
        if (soundness_is_worn_out())
            _exit(CHILD_WORN_OUT);
    }
    batch_release(&batch);
    desk_order_release(&order);
    worker_close(worker);
    free(leaks.bytes);
    _exit(CHILD_WELL);
}

bool process_start(const struct process_plan *plan, struct child *child, struct desk *desk,
                   struct faults *faults)
{
    struct post post = {plan, desk};
    int files[1 + 2 * DESK_PLACES] = {desk->line.child_end};
    struct child_work order = {files, sizeof files / sizeof *files, work, &post};

    for (size_t i = 0; i < DESK_PLACES; i++) {
        files[1 + 2 * i] = desk->places[i].chunk_to_read;
        files[2 + 2 * i] = desk->places[i].batch;
    }
    return child_start(child, &plan->rules, &order, faults);
}

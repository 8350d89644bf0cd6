/* SPDX-License-Identifier: MIT */
/* A chunk to be done, and what is known to go wrong in it. */
#include "workers/task.h"

const struct exclusion *task_exclusion(const struct task *task, uint32_t plugin, uint64_t record)
{
    for (size_t i = 0; i < task->exclusion_count; i++) {
        const struct exclusion *it = &task->exclusions[i];

        if (it->record == record && it->plugin == plugin && !it->is_lifted)
            return it;
    }
    return NULL;
}

bool task_has_off(const struct task *task, uint32_t plugin, uint64_t record)
{
    return record >= task->off[plugin];
}

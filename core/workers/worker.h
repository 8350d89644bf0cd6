/* SPDX-License-Identifier: MIT */
/* A worker: takes a chunk through reading, searching, extracting and encoding. */
#ifndef LAPIDARY_WORKERS_WORKER_H
#define LAPIDARY_WORKERS_WORKER_H

#include "call/facet.h"
#include "call/reader.h"
#include "scan/engine.h"
#include "workers/batch.h"
#include "workers/encode.h"
#include "workers/soundness.h"
#include "workers/task.h"

/* What all workers of a run share; constant while they work. */
struct work_plan {
    const struct catalog *catalog;
    const struct engine *engine;
    const struct facet *facets; /* one for each plugin of the catalog; readers' are not open */
    const struct record_encoder *encoder;
    struct csv_style style;
    size_t record_limit;
};

struct worker;

/* plan and watch must outlive the worker; worker_close frees it. The worker tells watch what it is
 * doing. soundness says what a careful task insists on. */
struct worker *worker_open(const struct work_plan *plan, struct watch *watch,
                           struct soundness soundness);
void worker_close(struct worker *worker);

/* Does a task, of an input that is called source, with a reader, and adds what came of it to batch.
 */
void worker_do(struct worker *worker, const struct reader *reader, const char *source,
               const struct task *task, struct batch *batch);

#endif

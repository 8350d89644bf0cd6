/* SPDX-License-Identifier: MIT */
/* The parent's part of a run: reads and cuts the inputs in order, has each chunk done, and writes
 * what comes of it. */
#ifndef LAPIDARY_WORKERS_HARVEST_H
#define LAPIDARY_WORKERS_HARVEST_H

#include "workers/flow.h"
#include "workers/ledger.h"

/* Hears how far the run is, now and then. total is 0 where nobody knows it. */
struct progress_taker {
    void *context;
    void (*take)(void *context, uint64_t done_bytes, uint64_t total_bytes, uint64_t records);
};

/* The tables of a run, as output_open was told them: records, rejects, then one a facet. */
enum { TABLE_RECORDS, TABLE_REJECTS, TABLE_FACETS };

/* Who does the work, and what it may take. */
struct labour {
    size_t workers; /* 0: this process does it all */
    struct child_rules rules;
    uint64_t fault_limit;
};

struct harvest {
    const struct work_plan *plan;
    const struct survey *survey;
    struct labour labour;
    struct output *output;
    const size_t *tables; /* of each plugin of the catalog: its number in output; 0 for readers */
    struct progress_taker progress;
    /* What came of it. */
    struct ledger ledger;
    bool has_sandbox;
    struct sandbox_receipt sandbox; /* what the workers' came to */
    bool is_stopped;                /* the user asked for it before all was done */
};

/* An empty harvest; harvest_release takes back what it took. Members but the last group are the
 * caller's to set. */
void harvest_init(struct harvest *harvest, const struct work_plan *plan,
                  const struct survey *survey);
void harvest_release(struct harvest *harvest);

/* Takes over what a resumed run had come to, as its last checkpoint told it. False and a fault
 * where that is none of this run's. */
bool harvest_resume(struct harvest *harvest, struct lap_str state, struct faults *faults);

/* Does all inputs, or as much of them as comes before the user asks to stop. False and a fault
 * where the tables cannot be written or the totals do not add up; what cannot be read is a reject
 * and costs nothing else. */
bool harvest_all(struct harvest *harvest, struct faults *faults);

#endif

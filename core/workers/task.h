/* SPDX-License-Identifier: MIT */
/* A chunk to be done, and what is known to go wrong in it. */
#ifndef LAPIDARY_WORKERS_TASK_H
#define LAPIDARY_WORKERS_TASK_H

#include "call/watch.h"
#include "read/cut.h"

/* A plugin and a record that a worker died of: the plugin is not called for it again. */
struct exclusion {
    uint64_t record;
    uint64_t line;
    uint32_t plugin;  /* index into the catalog; WATCH_NONE: nothing is done with the record */
    bool is_lifted;   /* another plugin may have been to blame: it is given another try */
    bool is_final;    /* the plugin is switched off for it */
    char reason[216]; /* a sentence for rejects.csv */
};

/* Of a plugin that is on: it is called for all records. */
#define TASK_ALL_RECORDS UINT64_MAX

struct task {
    uint64_t number; /* in the order in which the run gives them, from 0 */
    size_t input;    /* index into the survey */
    struct chunk chunk;
    struct exclusion *exclusions; /* in the order in which workers fell */
    size_t exclusion_count;
    bool is_careful; /* a worker died over it: what every plugin leaves behind is looked at */
    uint64_t *off;   /* for each plugin the first record for which it is off, or TASK_ALL_RECORDS */
    uint64_t deaths; /* of workers over it */
    unsigned spoilt; /* how often what was to be its batch was none */
};

/* The exclusion of a plugin, or of everything, at a record; NULL where there is none or it is
 * lifted. */
const struct exclusion *task_exclusion(const struct task *task, uint32_t plugin, uint64_t record);

/* True where a plugin is switched off at a record. */
bool task_has_off(const struct task *task, uint32_t plugin, uint64_t record);

#endif

/* SPDX-License-Identifier: MIT */
/* Everything that stands ready before the first record: plugins loaded, patterns compiled, facets
 * open. */
#ifndef LAPIDARY_WORKERS_WORKSHOP_H
#define LAPIDARY_WORKERS_WORKSHOP_H

#include "call/facet.h"
#include "scan/engine.h"

struct workshop {
    struct catalog catalog;
    struct record_fields fields; /* of all readers there are */
    struct engine *engine;
    struct facet *facets; /* one for each plugin of the catalog; readers' are not open */
};

/* Loads what the job names, compiles its patterns, and opens its extractors; false and all faults
 * at once where any plugin is wrong. workshop_close takes back what workshop_open took, also after
 * it failed. */
bool workshop_open(struct workshop *workshop, const struct job *job, struct faults *faults);
void workshop_close(struct workshop *workshop);

/* The three parts of it, in their order; each to be done also where the one before it was false. No
 * plugin's code runs before the third. */
bool workshop_load(struct workshop *workshop, const struct job *job, struct faults *faults);
bool workshop_compile(struct workshop *workshop, const struct job *job, struct faults *faults);
bool workshop_open_facets(struct workshop *workshop, const struct job *job, struct faults *faults);

#endif

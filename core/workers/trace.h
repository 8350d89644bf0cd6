/* SPDX-License-Identifier: MIT */
/* What became of every match of one plugin in one record, for `lapidary explain`. */
#ifndef LAPIDARY_WORKERS_TRACE_H
#define LAPIDARY_WORKERS_TRACE_H

#include "workers/workshop.h"

/* A match that the extractor let go. */
struct drop {
    const struct lap_match *match;
    const char *reason;
};

struct trace {
    struct arena arena;
    struct scanner *scanner;
    const struct match_list *matches;
    const struct match_list *uncued; /* names without the cue that they ask for */
    const struct limit_hit *hits;    /* of all plugins */
    size_t hit_count;
    struct drop *drops;
    size_t drop_count;
    struct facet_rows offers; /* in the order of their offers */
    size_t *beaten_by;   /* for each offer: the one that it overlaps and yields to, or itself */
    const char *failure; /* why the extractor failed; NULL where it did not */
};

/* Follows a record through one extractor; trace_release takes back what it took. workshop and
 * record must outlive the trace. */
void trace_make(struct trace *trace, const struct workshop *workshop, size_t plugin,
                const struct record *record);
void trace_release(struct trace *trace);

#endif

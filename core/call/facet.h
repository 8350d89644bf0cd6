/* SPDX-License-Identifier: MIT */
/* A facet being cut: its extractor opened, called for each record, its rows settled. */
#ifndef LAPIDARY_CALL_FACET_H
#define LAPIDARY_CALL_FACET_H

#include "call/host.h"
#include "row/row.h"
#include "scan/match.h"

struct facet {
    const struct plugin *plugin;
    struct row_rules rules;
    struct arena arena; /* what open() asked for */
    void *state;
};

/* Opens the extractor; false and a fault with its reason where it refuses. facet_close takes back
 * what facet_open took, also after it failed. plugin must outlive the facet. */
bool facet_open(struct facet *facet, const struct plugin *plugin, struct faults *faults);
void facet_close(struct facet *facet);

/* The rows of one record. */
struct facet_rows {
    struct row *items; /* settled, in order; in the arena */
    size_t count;
};

/* Calls the extractor with a record's matches (at least one). False and a reason where it failed or
 * offered what breaks the schema (*is_row_bad); then there are no rows. Everything is in
 * arena. */
bool facet_rows(const struct facet *facet, const struct record *record,
                const struct match_list *matches, struct arena *arena, struct facet_rows *rows,
                bool *is_row_bad, struct buffer *reason);

#endif

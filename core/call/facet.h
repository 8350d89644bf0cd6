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
    size_t row_limit; /* rows of one record */
};

/* Opens the extractor; false and a fault with its reason where it refuses. facet_close takes back
 * what facet_open took, also after it failed. plugin must outlive the facet. */
bool facet_open(struct facet *facet, const struct plugin *plugin, size_t row_limit,
                struct faults *faults);
void facet_close(struct facet *facet);

/* The rows of one record, in the arena that was given. */
struct facet_rows {
    struct row *items;
    size_t count;
};

/* Hears of matches that an extractor let go, and why. */
struct drop_taker {
    void *context;
    void (*take)(void *context, const struct lap_match *match, const char *reason);
};

/* Calls the extractor with a record's matches (at least one) and gives the rows that it offers, in
 * the order of its offers. False and a reason where it failed or offered what breaks the schema
 * (*is_row_bad); rows then holds what it had offered before. drops may be NULL. */
bool facet_offers(const struct facet *facet, const struct record *record,
                  const struct match_list *matches, const struct drop_taker *drops,
                  struct arena *arena, struct facet_rows *rows, bool *is_row_bad,
                  struct buffer *reason);

/* The same, settled by rows_settle; no rows where it is false. */
bool facet_rows(const struct facet *facet, const struct record *record,
                const struct match_list *matches, struct arena *arena, struct facet_rows *rows,
                bool *is_row_bad, struct buffer *reason);

#endif

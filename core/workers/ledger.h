/* SPDX-License-Identifier: MIT */
/* How far a harvest is, as one line of text that a resumed run goes on from. */
#ifndef LAPIDARY_WORKERS_LEDGER_H
#define LAPIDARY_WORKERS_LEDGER_H

#include "workers/batch.h"
#include "write/describe.h"

/* How far an input is: its chunks whose rows are written, in order, and one step more where it was
 * rejected as a whole behind them. */
struct input_progress {
    uint64_t steps;
    uint64_t is_rejected; /* 1 or 0 */
};

/* What is counted while a run goes on. Lists are borrowed. */
struct ledger {
    struct tally tally;
    struct facet_tally *facets; /* for each plugin of the catalog */
    uint64_t *falls;            /* likewise: how often workers fell over it */
    size_t plugin_count;
    struct input_account *inputs; /* of which only the records are told */
    struct input_progress *progress;
    size_t input_count;
};

/* Adds the ledger's line, without a line end. */
void ledger_write(struct buffer *line, const struct ledger *ledger);

/* Fills the ledger's counts and lists from a line; false where it is none for these plugins and
 * inputs. */
bool ledger_read(struct ledger *ledger, struct lap_str line);

#endif

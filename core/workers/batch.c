/* SPDX-License-Identifier: MIT */
/* What a chunk came to: encoded rows for every table, and the count of its records. */
#include "workers/batch.h"

#include <stdlib.h>

#include "text/memory.h"

void tally_add(struct tally *total, const struct tally *part)
{
    total->records += part->records;
    total->matched += part->matched;
    total->empty += part->empty;
    total->skipped += part->skipped;
    total->failed += part->failed;
    total->replaced_bytes += part->replaced_bytes;
}

void facet_tally_add(struct facet_tally *total, const struct facet_tally *part)
{
    total->matches += part->matches;
    total->rows += part->rows;
    total->records += part->records;
    total->nanoseconds += part->nanoseconds;
}

void batch_init(struct batch *batch, size_t facet_count)
{
    *batch = (struct batch){.facet_count = facet_count};
    batch->facets = memory_take(facet_count, sizeof *batch->facets);
    batch->tallies = memory_take(facet_count, sizeof *batch->tallies);
}

void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->facet_count; i++) {
        batch->facets[i].size = 0;
        batch->tallies[i] = (struct facet_tally){0};
    }
    batch->rejects.csv.size = 0;
    batch->rejects.rows = 0;
    batch->ids.size = 0;
    batch->records.size = 0;
    batch->line_count = 0;
    batch->tally = (struct tally){0};
}

void batch_release(struct batch *batch)
{
    for (size_t i = 0; i < batch->facet_count; i++)
        buffer_release(&batch->facets[i]);
    free(batch->facets);
    free(batch->tallies);
    buffer_release(&batch->rejects.csv);
    buffer_release(&batch->ids);
    buffer_release(&batch->records);
    free(batch->lines);
    *batch = (struct batch){0};
}

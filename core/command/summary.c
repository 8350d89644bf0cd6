/* SPDX-License-Identifier: MIT */
/* What a run prints at its end: a short table, or the same as one JSON object. */
#include "command/summary.h"

#include <inttypes.h>
#include <stdio.h>

#include "write/json.h"

static bool is_facet(const struct harvest *harvest, size_t plugin)
{
    return harvest->plan->catalog->plugins[plugin].declaration->kind == LAP_EXTRACTOR;
}

static const char *facet_name(const struct harvest *harvest, size_t plugin)
{
    return harvest->plan->catalog->plugins[plugin].declaration->facet;
}

void summary_print(const struct harvest *harvest, const char *folder)
{
    const uint64_t *counts = harvest->ledger.tally.counts;

    printf("%-16s %10s %10s\n", "facet", "rows", "records");
    for (size_t i = 0; i < harvest->plan->catalog->count; i++) {
        if (is_facet(harvest, i))
            printf("%-16s %10" PRIu64 " %10" PRIu64 "\n", facet_name(harvest, i),
                   harvest->ledger.facets[i].rows, harvest->ledger.facets[i].records);
    }
    printf("\n%" PRIu64 " %s read: %" PRIu64 " with rows, %" PRIu64 " empty, %" PRIu64
           " skipped, %" PRIu64 " failed\n",
           counts[TALLY_RECORDS], counts[TALLY_RECORDS] == 1 ? "record" : "records",
           counts[TALLY_MATCHED], counts[TALLY_EMPTY], counts[TALLY_SKIPPED], counts[TALLY_FAILED]);
    if (counts[TALLY_REPLACED_BYTES])
        printf("%" PRIu64 " %s NUL or no UTF-8, replaced by U+FFFD\n", counts[TALLY_REPLACED_BYTES],
               counts[TALLY_REPLACED_BYTES] == 1 ? "byte was" : "bytes were");
    if (counts[TALLY_REJECTS])
        printf("%" PRIu64 " rejected: %s/rejects.csv says what and why\n", counts[TALLY_REJECTS],
               folder);
    printf("The tables are in %s\n", folder);
}

static void add_facets(struct json *json, const struct harvest *harvest)
{
    member_array(json, "facets");
    for (size_t i = 0; i < harvest->plan->catalog->count; i++) {
        if (!is_facet(harvest, i))
            continue;
        json_open_map(json);
        member_text(json, "facet", facet_name(harvest, i));
        member_count(json, "rows", harvest->ledger.facets[i].rows);
        member_count(json, "records", harvest->ledger.facets[i].records);
        json_close_map(json);
    }
    json_close_array(json);
}

void summary_print_json(const struct harvest *harvest, const char *folder)
{
    struct json *json = json_begin();

    json_open_map(json);
    add_facets(json, harvest);
    for (int i = 0; i < TALLY_COUNTS; i++)
        member_count(json, tally_names[i], harvest->ledger.tally.counts[i]);
    member_text(json, "output", folder);
    json_close_map(json);
    json_print(json);
}

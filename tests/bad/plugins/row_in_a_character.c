/* SPDX-License-Identifier: MIT */
/* Wrong in one way: its row ends in the middle of a character. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    struct lap_value values[COLUMN_COUNT];
    struct lap_row row = right_row(record, &matches[0], values);

    (void)state;
    (void)count;
    row.span.end = row.span.start + 3;
    return host->row(call, &row);
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.extract = spoiled;
    return &plugin;
}

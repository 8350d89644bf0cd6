/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it gives two records for one line. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_unit *unit)
{
    (void)state;
    host->record(call, 0, &unit->bytes);
    return host->record(call, 0, &unit->bytes);
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.read = spoiled;
    return &plugin;
}

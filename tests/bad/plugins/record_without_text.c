/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it gives a record with neither title nor abstract. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_unit *unit)
{
    struct lap_str nothing = {NULL, 0};

    (void)state;
    (void)unit;
    return host->record(call, 0, &nothing);
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.read = spoiled;
    return &plugin;
}

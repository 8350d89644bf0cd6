/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it fails on every line, and says why. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_unit *unit)
{
    (void)state;
    (void)unit;
    return host->fail(call, "the line is too hard");
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.read = spoiled;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it refuses to open, and says why. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call,
                   const struct lap_setup *setup, void **state)
{
    (void)setup;
    (void)state;
    return host->fail(call, "the %s are worn out", "words");
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.open = spoiled;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it refuses to open, and does not say why. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call,
                   const struct lap_setup *setup, void **state)
{
    (void)host;
    (void)call;
    (void)setup;
    (void)state;
    return LAP_FAILED;
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.open = spoiled;
    return &plugin;
}

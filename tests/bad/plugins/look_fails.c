/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it fails when it looks at an input. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_head *head, struct lap_look *look)
{
    (void)state;
    (void)head;
    (void)look;
    return host->fail(call, "too dark");
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.look = spoiled;
    return &plugin;
}

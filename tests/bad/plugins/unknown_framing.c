/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it wants its input cut in a way that there is not. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_head *head, struct lap_look *look)
{
    (void)host;
    (void)call;
    (void)state;
    (void)head;
    look->confidence = 100;
    look->framing = (enum lap_framing)9;
    return LAP_OK;
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.look = spoiled;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it needs a group that no pattern has. */
#include "right.h"

static const char *const captures[] = {"word", NULL};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.captures = captures;
    return &plugin;
}

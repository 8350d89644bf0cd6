/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it has no version. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.version = NULL;
    return &plugin;
}

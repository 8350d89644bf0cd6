/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it is neither an extractor nor a reader. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.kind = 3;
    return &plugin;
}

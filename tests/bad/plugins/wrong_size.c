/* SPDX-License-Identifier: MIT */
/* Wrong in one way: its record is smaller than the header's. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.size -= 8;
    return &plugin;
}

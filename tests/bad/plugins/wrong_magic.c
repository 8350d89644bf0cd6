/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it was made with another header. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.magic = 0x4c617030;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: its name is not its file's. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.name = "colours";
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: an extractor that cannot extract. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.extract = NULL;
    return &plugin;
}

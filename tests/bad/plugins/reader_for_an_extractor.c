/* SPDX-License-Identifier: MIT */
/* Wrong in one way: a reader, where the declaration is of an extractor. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin = right_reader();
    return &plugin;
}

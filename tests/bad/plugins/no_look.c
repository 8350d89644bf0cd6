/* SPDX-License-Identifier: MIT */
/* Wrong in one way: a reader that cannot look. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.look = NULL;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: a reader with a field that is the program's own. */
#include "right.h"

static const char *const columns[] = {"title", "line", NULL};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.columns = columns;
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: a reader with a field whose name is none that a table takes. */
#include "right.h"

static const char *const columns[] = {"title", "no name", NULL};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_reader();
    plugin.columns = columns;
    return &plugin;
}

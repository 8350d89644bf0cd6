/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it fills a column that the table has not. */
#include "right.h"

static const char *const columns[] = {"word", "letters", "kind", "size", NULL};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.columns = columns;
    return &plugin;
}

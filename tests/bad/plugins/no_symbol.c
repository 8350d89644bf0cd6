/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it exports another symbol. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v0(void);

const struct lap_plugin *lapidary_plugin_v0(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it asks for a function that nobody has. */
#include "right.h"

int words_of_another_library(void);

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.abi_minor = (uint32_t)words_of_another_library();
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it wants what a later program gives. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.abi_minor = LAP_ABI_MINOR + 1;
    return &plugin;
}

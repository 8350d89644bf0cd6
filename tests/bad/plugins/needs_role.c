/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it needs a role that no pattern has. */
#include "right.h"

static const char *const roles[] = {"word", "cue", NULL};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.roles = roles;
    return &plugin;
}

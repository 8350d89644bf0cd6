/* SPDX-License-Identifier: MIT */
/* Wrong in one way: the reason of its failure is no UTF-8. */
#include "right.h"

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    (void)state;
    (void)record;
    (void)matches;
    (void)count;
    return host->fail(call, "%s",
                      "gr\xf6\xdf"
                      "er");
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.extract = spoiled;
    return &plugin;
}

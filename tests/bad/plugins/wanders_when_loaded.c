/* SPDX-License-Identifier: MIT */
/* Wrong in one way: while it is loaded, and once more when it is asked for its record, it changes
 * what its process finds and makes files by, how that computes and what signals do to it. */
#include "misdeed.h"
#include "right.h"

/* So that what is done beside the loading finds the process astray. */
static const struct timespec while_others_work = {.tv_nsec = 50000000};

__attribute__((constructor)) static void wander(void)
{
    wander_off(NULL);
    set_traps(NULL);
    turn_deaf(NULL);
    nanosleep(&while_others_work, NULL);
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    wander();
    plugin = right_extractor();
    return &plugin;
}

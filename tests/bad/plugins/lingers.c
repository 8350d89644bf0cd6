/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it does not end with its last call. One of its threads goes on, and what
 * it has done at the program's end crashes. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "right.h"

static void *go_on(void *nothing)
{
    for (;;)
        usleep(10);
    return nothing;
}

__attribute__((constructor)) static void begin(void)
{
    pthread_t thread;

    pthread_create(&thread, NULL, go_on, NULL);
    atexit(abort);
}

__attribute__((destructor)) static void end(void)
{
    abort();
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    return &plugin;
}

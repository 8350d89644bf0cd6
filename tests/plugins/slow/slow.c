/* SPDX-License-Identifier: MIT */
/* Reads titles, one a line, each in 0.3 seconds: for the tests of progress and of runs that are
 * killed. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include <lapidary/plugin.h>

static const char *const fields[] = {"title", NULL};

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    (void)host;
    (void)call;
    (void)state;
    (void)head;
    look->confidence = 0;
    look->framing = LAP_LINES;
    return LAP_OK;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    const struct timespec pause = {0, 300000000};

    (void)state;
    nanosleep(&pause, NULL);
    return host->record(call, 0, &unit->bytes);
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "slow",
    .version = "1.0.0",
    .does = "Reads titles, one a line, each in 0.3 seconds.",
    .columns = fields,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}

/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it tries to get out. Each match names an attempt, and its row says in `word`
 * what came of it. */
#define _GNU_SOURCE

#include "attempts.h"
#include "right.h"

static int find_host(const struct lap_host *host, struct lap_call *call,
                     const struct lap_setup *setup, void **state)
{
    (void)host;
    (void)call;
    (void)setup;
    (void)state;
    attempt_host = getpid();
    return LAP_OK;
}

/* "EPERM", or "out" where it got out. */
static struct lap_str make_attempt(struct lap_str name)
{
    const char *said = "unknown";

    for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
        int error;

        if (strlen(attempts[i].name) != name.size ||
            memcmp(attempts[i].name, name.bytes, name.size) != 0)
            continue;
        error = attempts[i].make();
        said = error ? strerrorname_np(error) : "out";
    }
    return (struct lap_str){said, strlen(said)};
}

static int spoiled(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct lap_value values[COLUMN_COUNT];
        struct lap_row row = right_row(record, &matches[i], values);

        values[WORD] = lap_text(make_attempt(values[WORD].text));
        if (host->row(call, &row) != LAP_OK)
            return LAP_FAILED;
    }
    return LAP_OK;
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static struct lap_plugin plugin;

    plugin = right_extractor();
    plugin.open = find_host;
    plugin.extract = spoiled;
    return &plugin;
}

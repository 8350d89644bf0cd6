/* SPDX-License-Identifier: MIT */
/* A call into a plugin and the host's table of functions that serves it. */
#ifndef LAPIDARY_CALL_HOST_H
#define LAPIDARY_CALL_HOST_H

#include "load/catalog.h"

/* Who takes what a plugin gives in a call. A member is NULL where the call is not for it. One that
 * gives LAP_FAILED has refused it, with a reason. */
struct call_taker {
    void *context;
    int (*take_row)(void *context, const struct lap_row *row, struct buffer *reason);
    void (*take_drop)(void *context, const struct lap_match *match, const char *reason);
    int (*take_record)(void *context, size_t line, const struct lap_str *values,
                       struct buffer *reason);
    int (*take_reject)(void *context, size_t line, struct lap_str given, struct buffer *reason);
};

struct lap_call {
    const struct plugin *plugin;
    struct arena *arena; /* what the plugin asks for; the caller's to clear */
    struct call_taker taker;
    bool has_failed;      /* whatever the plugin's function will return */
    struct buffer reason; /* why the call failed; call_end() frees it */
};

/* The one host table. */
extern const struct lap_host call_host;

/* Why it failed, borrowed until call_end(); says so where the plugin gave no reason. */
struct lap_str call_reason(const struct lap_call *call);

/* Stand around the plugin's function. doing and is_timed are guard_enter()'s; status is what the
 * function returned. call_leave puts right what the plugin may have changed of the processor and
 * the locale, and says whether the call went well. */
void call_enter(const struct lap_call *call, const char *doing, bool is_timed);
bool call_leave(const struct lap_call *call, int status);

/* Calls the plugin's open(), if it has one; false where it refuses. */
bool call_open(struct lap_call *call, void **state);

/* Frees the reason. */
void call_end(struct lap_call *call);

#endif

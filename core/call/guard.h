/* SPDX-License-Identifier: MIT */
/* Which plugin this process is calling, so that what ends it there is told and not just died of. */
#ifndef LAPIDARY_CALL_GUARD_H
#define LAPIDARY_CALL_GUARD_H

#include "load/catalog.h"

/* From now on a crash inside a call, or a call of exit(), ends the program with status 3 and a
 * sentence that names the plugin. */
void guard_begin(void);

/* In a child, whose end the parent tells: what happens there just ends it. */
void guard_end(void);

/* Stands around each call: doing completes "it crashed while ...", and a call that is_timed may
 * take GUARD_SECONDS. An extractor's call may stand inside a reader's. */
enum { GUARD_SECONDS = 10 };

void guard_enter(const struct plugin *plugin, const char *doing, bool is_timed);
void guard_leave(void);

#endif

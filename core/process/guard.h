/* SPDX-License-Identifier: MIT */
/* Whose code this process is calling, so that a crash in it is told and not just died of. */
#ifndef LAPIDARY_PROCESS_GUARD_H
#define LAPIDARY_PROCESS_GUARD_H

#include <stdbool.h>

/* From now on a crash inside a guarded call, or an end of the program there, ends the program with
 * status 3 and a sentence that names file, who was called, and what for. */
void guard_begin(void);

/* In a worker, whose end the parent tells: a crash there just kills it. */
void guard_end(void);

/* Stands around each call: who is the plugin's or the library's name, file what is to be mended,
 * doing completes "it crashed while it ...". They must live until guard_leave(). A call that
 * is_timed may take GUARD_SECONDS. An extractor's call may stand inside a reader's. */
enum { GUARD_SECONDS = 10 };

void guard_enter(const char *file, const char *who, const char *doing, bool is_timed);
void guard_leave(void);

/* Ends the program, and nothing is called that a plugin has left to be called then: when all is
 * done it could still crash, or hang. */
_Noreturn void guard_leave_program(int status);

#endif

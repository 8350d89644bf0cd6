/* SPDX-License-Identifier: MIT */
/* Whether the program is asked to stop: by the user with SIGINT, SIGTERM or SIGHUP, by the system
 * with SIGXCPU, when its CPU time is used up. */
#ifndef LAPIDARY_READ_STOP_H
#define LAPIDARY_READ_STOP_H

#include <stdbool.h>

/* From now on the first such signal asks to stop, and a later one, but for those of the next tenth
 * of a second, ends the process at once, with status 3. A SIGHUP or SIGXCPU that was ignored stays
 * so. */
void stop_on_signals(void);

bool stop_is_asked(void);

/* What is to be said of it behind what was done until then; empty where the user asked. */
const char *stop_cause(void);

/* Waits until file has something to read or ends; false and EINTR where it is asked to stop before
 * that, at whatever moment. */
bool stop_or_input(int file);

#endif

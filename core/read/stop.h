/* SPDX-License-Identifier: MIT */
/* Whether the user asked the program to stop: SIGINT, SIGTERM or SIGHUP. */
#ifndef LAPIDARY_READ_STOP_H
#define LAPIDARY_READ_STOP_H

#include <stdbool.h>

/* From now on the first such signal asks to stop, and a later one, but for those of the next tenth
 * of a second, ends the process at once, with status 3. A SIGHUP that was ignored stays so. */
void stop_on_signals(void);

bool stop_is_asked(void);

/* Waits until file has something to read or ends; false and EINTR where it is asked to stop before
 * that, at whatever moment. */
bool stop_or_input(int file);

#endif

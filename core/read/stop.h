/* SPDX-License-Identifier: MIT */
/* Whether the user asked the program to stop: SIGINT, SIGTERM or SIGHUP. */
#ifndef LAPIDARY_READ_STOP_H
#define LAPIDARY_READ_STOP_H

#include <stdbool.h>

/* From now on the first such signal asks to stop, and a later one, but for those of the next tenth
 * of a second, ends the process at once, with status 3. Reading that waits is broken off by the
 * first. A SIGHUP that was ignored stays so. */
void stop_on_signals(void);

bool stop_is_asked(void);

#endif

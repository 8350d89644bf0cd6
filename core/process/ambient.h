/* SPDX-License-Identifier: MIT */
/* What is around all code of a process alike, and what foreign code that it calls may leave changed
 * there. */
#ifndef LAPIDARY_PROCESS_AMBIENT_H
#define LAPIDARY_PROCESS_AMBIENT_H

#include <signal.h>
#include <sys/types.h>

/* Puts the processor's modes (rounding, traps, what becomes of denormal numbers, the direction of
 * copying) and the locale back to those that a program starts with. Costs next to nothing where
 * nothing was changed. */
void ambient_restore(void);

/* By what files are found and made, and what becomes of signals. */
struct ambient {
    int folder; /* -1: it cannot be gone back to */
    mode_t mask;
    sigset_t blocked;
    struct sigaction actions[SIGSYS + 1]; /* of the signals up to that */
};

/* Stand around what may change that: ambient_enter() notes it, ambient_leave() puts it back and
 * does what ambient_restore() does. */
void ambient_enter(struct ambient *ambient);
void ambient_leave(const struct ambient *ambient);

#endif

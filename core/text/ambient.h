/* SPDX-License-Identifier: MIT */
/* What is around all code of a process alike, and what foreign code that it calls may leave changed
 * there. */
#ifndef LAPIDARY_TEXT_AMBIENT_H
#define LAPIDARY_TEXT_AMBIENT_H

#include <sys/types.h>

/* Puts the processor's modes (rounding, traps, what becomes of denormal numbers, the direction of
 * copying) and the locale back to those that a program starts with. Costs next to nothing where
 * nothing was changed. */
void ambient_restore(void);

/* By what files are found and made. */
struct ambient_files {
    int folder; /* -1: it cannot be gone back to */
    mode_t mask;
};

/* Stand around what may change that: ambient_enter() notes it, ambient_leave() puts it back and
 * does what ambient_restore() does. */
struct ambient_files ambient_enter(void);
void ambient_leave(const struct ambient_files *files);

#endif

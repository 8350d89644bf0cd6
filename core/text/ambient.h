/* SPDX-License-Identifier: MIT */
/* What is around all code of a process alike, and what foreign code that it calls may leave changed
 * there. */
#ifndef LAPIDARY_TEXT_AMBIENT_H
#define LAPIDARY_TEXT_AMBIENT_H

/* Puts the processor's modes (rounding, traps, what becomes of denormal numbers, the direction of
 * copying) and the locale back to those that a program starts with. Costs next to nothing where
 * nothing was changed. */
void ambient_restore(void);

#endif

/* SPDX-License-Identifier: MIT */
/* Landlock: a process gives up the file system and, where the kernel can, TCP and signals. */
#ifndef LAPIDARY_CONFINE_LANDLOCK_H
#define LAPIDARY_CONFINE_LANDLOCK_H

#include <stdbool.h>

/* The version of the kernel's Landlock; 0 where it has none or does not let us use it. */
int landlock_abi(void);

/* Denies this process, for good, all that version abi (from 1) knows how to deny; it must have set
 * no_new_privs. False and errno where the kernel refuses. */
bool landlock_enter(int abi);

#endif

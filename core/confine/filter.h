/* SPDX-License-Identifier: MIT */
/* The filter of system calls: what a confined process may still ask of the kernel. */
#ifndef LAPIDARY_CONFINE_FILTER_H
#define LAPIDARY_CONFINE_FILTER_H

#include <stdbool.h>

/* True where the kernel can filter system calls and answer them with an error. */
bool filter_is_offered(void);

/* From here on, for good, every system call of this process that the list in filter.c does not
 * hold, and every one by another way than the machine's own, fails with EPERM. no_new_privs must be
 * set. False and errno where it cannot be had. */
bool filter_enter(void);

#endif

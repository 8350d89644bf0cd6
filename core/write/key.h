/* SPDX-License-Identifier: MIT */
/* What makes a run the one that it is: what its tables' bytes depend on. */
#ifndef LAPIDARY_WRITE_KEY_H
#define LAPIDARY_WRITE_KEY_H

#include "load/catalog.h"
#include "read/input.h"

/* Adds to key, in lines: the program's version, each plugin with its options and the SHA-256 of its
 * files, the options that change bytes, and each input with its reader, size and time of change,
 * and of the same number in takers who takes it and how it is cut; one that can be read only once,
 * as a pipe, is another each time. */
void run_key(struct buffer *key, const struct job *job, const struct catalog *catalog,
             const struct inputs *inputs, const char *const *takers);

#endif

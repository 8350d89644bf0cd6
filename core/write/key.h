/* SPDX-License-Identifier: MIT */
/* What makes a run the one that it is: what its tables' bytes depend on. */
#ifndef LAPIDARY_WRITE_KEY_H
#define LAPIDARY_WRITE_KEY_H

#include "load/catalog.h"
#include "read/input.h"

/* The SHA-256 of a plugin's file in hexadecimal; false and a fault where it cannot be read. */
bool digest_of_file(const char *path, char sha256[65], struct faults *faults);

/* Adds to key, in lines: the program's version, each plugin with its options and the SHA-256 of its
 * files, the options that change bytes, and each input with its reader, size and time of change;
 * one that can be read only once, as a pipe, is another each time.
 * False and faults where a plugin's file cannot be read. */
bool run_key(struct buffer *key, const struct job *job, const struct catalog *catalog,
             const struct inputs *inputs, struct faults *faults);

#endif

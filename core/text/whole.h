/* SPDX-License-Identifier: MIT */
/* Reads and writes at a place of a file that do all or fail, where the system may do a part. */
#ifndef LAPIDARY_TEXT_WHOLE_H
#define LAPIDARY_TEXT_WHOLE_H

#include <stdbool.h>
#include <sys/types.h>

/* False and errno where not all size bytes could be written at `at`. */
bool whole_write(int file, const void *bytes, size_t size, off_t at);

/* False where the file has not size bytes at `at`, or they cannot be read. */
bool whole_read(int file, void *bytes, size_t size, off_t at);

#endif

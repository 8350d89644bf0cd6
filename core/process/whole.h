/* SPDX-License-Identifier: MIT */
/* Reads and writes at a place of a file that do all or fail, where the system may do a part. */
#ifndef LAPIDARY_PROCESS_WHOLE_H
#define LAPIDARY_PROCESS_WHOLE_H

#include <stdbool.h>
#include <sys/types.h>

/* False and errno where not all size bytes could be written at `at`; ENOSPC where the system does
 * not say why. */
bool whole_write(int file, const void *bytes, size_t size, off_t at);

/* False and errno where not all size bytes can be read at `at`; EIO where the file ends before. */
bool whole_read(int file, void *bytes, size_t size, off_t at);

#endif

/* SPDX-License-Identifier: MIT */
/* Reads and writes at a place of a file that do all or fail, where the system may do a part. */
#include "process/whole.h"

#include <errno.h>
#include <unistd.h>

bool whole_write(int file, const void *bytes, size_t size, off_t at)
{
    const char *rest = bytes;

    while (size > 0) {
        ssize_t written = pwrite(file, rest, size, at);

        if (written < 0 && errno == EINTR)
            continue;
        if (written == 0)
            errno = ENOSPC;
        if (written <= 0)
            return false;
        rest += written;
        size -= (size_t)written;
        at += written;
    }
    return true;
}

bool whole_read(int file, void *bytes, size_t size, off_t at)
{
    char *rest = bytes;

    while (size > 0) {
        ssize_t taken = pread(file, rest, size, at);

        if (taken < 0 && errno == EINTR)
            continue;
        if (taken == 0)
            errno = EIO;
        if (taken <= 0)
            return false;
        rest += taken;
        size -= (size_t)taken;
        at += taken;
    }
    return true;
}

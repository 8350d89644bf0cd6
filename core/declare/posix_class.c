/* SPDX-License-Identifier: MIT */
/* Named classes within a class of a regular expression. */
#include "declare/posix_class.h"

#include <stddef.h>
#include <string.h>

const char *posix_class_end(const char *at)
{
    if (strncmp(at, "[:", 2) != 0)
        return NULL;
    for (at += 2; *at; at++) {
        if (strncmp(at, ":]", 2) == 0)
            return at + 2;
        if (*at == ']' || strncmp(at, "[:", 2) == 0)
            return NULL;
        if (strncmp(at, "\\]", 2) == 0 || strncmp(at, "\\\\", 2) == 0)
            at++;
    }
    return NULL;
}

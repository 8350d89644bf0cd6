/* SPDX-License-Identifier: MIT */
/* Compares the ends of words. */
#include "text.h"

#include <string.h>

bool has_end(const char *const *ends, struct lap_str word)
{
    for (; *ends != NULL; ends++) {
        size_t size = strlen(*ends);
        if (size <= word.size && memcmp(word.bytes + word.size - size, *ends, size) == 0)
            return true;
    }
    return false;
}

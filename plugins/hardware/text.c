/* SPDX-License-Identifier: MIT */
/* Compares pieces of text with words, byte by byte. */
#include "text.h"

#include <ctype.h>
#include <string.h>

struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

bool is_one_of(struct lap_str text, const char *const *words)
{
    for (; *words; words++) {
        size_t i = 0;
        while (i < text.size && tolower((unsigned char)text.bytes[i]) == (*words)[i])
            i++;
        if (i == text.size && (*words)[i] == '\0')
            return true;
    }
    return false;
}

size_t past_one_of(struct lap_str text, size_t at, const char *const *words)
{
    for (; *words; words++)
        if (text.size - at >= strlen(*words) &&
            memcmp(text.bytes + at, *words, strlen(*words)) == 0)
            return at + strlen(*words);
    return at;
}

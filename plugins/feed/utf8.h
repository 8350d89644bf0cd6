/* SPDX-License-Identifier: MIT */
/* Code points as UTF-8. */
#ifndef FEED_UTF8_H
#define FEED_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Writes a code point, which is at most U+10FFFF, and gives how many bytes it has, four at most. */
static inline size_t utf8_encode(uint32_t point, char *out)
{
    static const uint8_t leads[] = {0x00, 0x00, 0xC0, 0xE0, 0xF0};
    size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(leads[size] | point);
    return size;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Sixteen bytes that are worked on together, in the compiler's vectors: every processor has them,
 * or the compiler makes do without. Of a comparison, each byte is 0xFF or 0. */
#ifndef LAPIDARY_TEXT_BYTES16_H
#define LAPIDARY_TEXT_BYTES16_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef int8_t signed16 __attribute__((vector_size(16)));
typedef uint64_t halves16 __attribute__((vector_size(16)));

static inline bytes16 bytes16_at(const char *at)
{
    bytes16 bytes;

    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* True where any byte is not 0. */
static inline bool bytes16_is_any(bytes16 bytes)
{
    halves16 halves = (halves16)bytes;

    return (halves[0] | halves[1]) != 0;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The ways to work on many bytes at once, of which the fastest is taken that the machine has. */
#ifndef LAPIDARY_SCAN_WAY_H
#define LAPIDARY_SCAN_WAY_H

#include <stdbool.h>

/* The slower ones first; a processor that has one has those before it of its kind. */
enum way { WAY_PLAIN, WAY_NEON, WAY_SSSE3, WAY_AVX2, WAY_AVX512, WAYS, WAY_FASTEST = WAYS - 1 };

/* True where this machine has it, as all have WAY_PLAIN. */
bool way_is_here(enum way way);

#endif

/* SPDX-License-Identifier: MIT */
/* What a mistyped word may have been meant to be. */
#ifndef LAPIDARY_DECLARE_NEAREST_H
#define LAPIDARY_DECLARE_NEAREST_H

#include "text/arena.h"

/* The end of a message about an unknown word: "; did you mean 'patterns'?" where one of the known
 * words is near, else "; known are a, b, c", or "" where none is known. known is ended by NULL. */
const char *nearest_hint(struct arena *arena, const char *word, const char *const *known);

#endif

/* SPDX-License-Identifier: MIT */
/* The named groups of a regular expression, read from its text. */
#ifndef LAPIDARY_DECLARE_CAPTURES_H
#define LAPIDARY_DECLARE_CAPTURES_H

#include "text/str.h"

/* The name of the next group at or after *at, which moves behind it; absent where there is none.
 * Classes, quoted text and comments are passed over. */
struct lap_str capture_next(const char *regex, size_t *at);

#endif

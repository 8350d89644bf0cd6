/* SPDX-License-Identifier: MIT */
/* A declaration's patterns and name lists, and the pieces that patterns are made of. */
#ifndef LAPIDARY_DECLARE_PATTERNS_H
#define LAPIDARY_DECLARE_PATTERNS_H

#include "declare/declaration.h"
#include "declare/yaml.h"

/* What one file says of them; a member is NULL where it says nothing. */
struct pattern_part {
    const struct yaml *define;
    const struct yaml *patterns;
    const struct yaml *lists;
};

/* Reads the patterns and lists of all parts, in their order, into declaration; a part may use the
 * pieces of another. Patterns stand before lists within a part. */
void patterns_read(struct arena *arena, const struct pattern_part *parts, size_t part_count,
                   struct declaration *declaration, struct faults *faults);

#endif

/* SPDX-License-Identifier: MIT */
/* Pieces of patterns: what stands under `define` and is used as {{piece}}. */
#ifndef LAPIDARY_DECLARE_PIECES_H
#define LAPIDARY_DECLARE_PIECES_H

#include "declare/yaml.h"

struct pieces;

/* The pieces of all maps (each may be NULL), themselves put together. A piece that is defined
 * twice, uses an unknown one, or uses itself is a fault. */
struct pieces *pieces_read(struct arena *arena, const struct yaml *const *maps, size_t count,
                           struct faults *faults);

/* The node's text with every {{piece}} replaced by (?:piece). An unknown one is a fault and is left
 * as it stands, and so is the whole text where it would be longer than any pattern may be. */
const char *pieces_put_in(struct arena *arena, struct pieces *pieces, const struct yaml *node,
                          struct faults *faults);

#endif

/* SPDX-License-Identifier: MIT */
/* Maps of texts: options, cells, fields. */
#ifndef LAPIDARY_DECLARE_PAIRS_H
#define LAPIDARY_DECLARE_PAIRS_H

#include "declare/declaration.h"
#include "declare/yaml.h"

/* The map's keys with their texts, but for the keys of except (ended by NULL, or NULL for none); a
 * value that is no text is a fault. */
struct pairs pairs_of(struct arena *arena, const struct yaml *map, const char *const *except,
                      struct faults *faults);

/* The value of key; NULL where there is none. */
const char *pairs_value(struct pairs pairs, const char *key);

/* The keys, ended by NULL, for a message that knows them. */
const char *const *pairs_keys(struct arena *arena, struct pairs pairs);

#endif

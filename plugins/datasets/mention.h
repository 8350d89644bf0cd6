/* SPDX-License-Identifier: MIT */
/* Where the record says a name. */
#ifndef DATASETS_MENTION_H
#define DATASETS_MENTION_H

#include "reading.h"
#include "run.h"

/* What is asked of a mention of the surface that begins with a token; `after` is the first token
 * that ends behind it. The answer does not hang on which names are accepted. */
typedef bool (*mention_test)(const struct sheet *sheet, size_t i, size_t after,
                             struct lap_str surface);

/* Whether a mention of the surface anywhere in the record passes the test. */
bool any_mention(struct reading *reading, struct lap_str surface, mention_test test);

/* What is done with a mention: the field's index, the mention's tokens and bytes. */
typedef int (*mention_use)(struct reading *reading, size_t sheet, struct run run,
                           struct lap_span span, const struct name *name);

/* Calls `use` for every mention of an accepted name, in the order of the text; where names overlap,
 * for the longest. Ends with LAP_FAILED where `use` does. */
int each_mention(struct reading *reading, mention_use use);

#endif

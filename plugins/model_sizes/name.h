/* SPDX-License-Identifier: MIT */
/* The name that a figure is part of or stands behind. */
#ifndef MODEL_SIZES_NAME_H
#define MODEL_SIZES_NAME_H

#include <stdbool.h>

#include "reading.h"

/* A figure hangs on a name by a hyphen, a colon or a low line. */
bool is_attached(struct lap_str text, const struct figure *figure);

/* The name before a figure, over a space or a bracket: "Llama 3 70B", "LLaVA-1.5 (7B"; empty where
 * there is none. */
struct lap_span name_before(struct lap_str text, const struct figure *figure);

/* The name of a figure with that of the family before it: "Llama Guard" of "Llama Guard 8B", which
 * name_before has as "Guard", and "Mistral Small" of "Mistral Small 24B", of which it has nothing.
 */
struct lap_span with_family(const struct reading *reading, const struct figure *figure,
                            struct lap_span name);

#endif

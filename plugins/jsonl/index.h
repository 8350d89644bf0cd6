/* SPDX-License-Identifier: MIT */
/* A text that is given as an index of its words: {"We": [0, 2], "sort": [1]}, as OpenAlex does. */
#ifndef LAPIDARY_JSONL_INDEX_H
#define LAPIDARY_JSONL_INDEX_H

#include <lapidary/plugin.h>

#include "json.h"

/* The words of the index that begins at the byte `at` of what json walks, in the order of their
 * positions and a space between them; absent where the object is no such index or has no word. The
 * text is the call's. Where there is no memory, LAP_FAILED, else LAP_OK. */
int index_text(const struct json *json, size_t at, struct lap_str *text);

#endif

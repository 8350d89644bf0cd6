/* SPDX-License-Identifier: MIT */
/* Where a sentence of an abstract begins and ends. */
#ifndef LAPIDARY_TEXT_SENTENCE_H
#define LAPIDARY_TEXT_SENTENCE_H

#include "text/str.h"

/* The sentence that the byte `at` stands in, without the space behind it. A sentence ends with a
 * full stop, `!` or `?`, closing quotes and brackets with it, before a space and no lower-case
 * letter; the dots of abbreviations ("et al.", "e.g.", "vs.", initials) end none. */
struct lap_span sentence_at(struct lap_str text, size_t at);

#endif

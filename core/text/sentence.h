/* SPDX-License-Identifier: MIT */
/* Where a sentence of an abstract begins and ends. */
#ifndef LAPIDARY_TEXT_SENTENCE_H
#define LAPIDARY_TEXT_SENTENCE_H

#include "text/str.h"

/* The sentence that the byte `at` stands in, without the space behind it. A sentence ends with a
 * full stop, `!` or `?`, closing quotes and brackets with it, before a space and no lower-case
 * letter; the dots of abbreviations ("et al.", "e.g.", "vs.", initials) end none. Where the space
 * was lost ("... in training.The ..."), a word in small letters before the mark, or a closing
 * bracket, and a word with a capital behind it tell the end from a name such as "Node.js". */
struct lap_span sentence_at(struct lap_str text, size_t at);

#endif

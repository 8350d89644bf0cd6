/* SPDX-License-Identifier: MIT */
/* What leads to a place: a word not far before it, in the text as it stands. Asked of matches
 * before anything else, since most fail. */
#ifndef DATASETS_LEAD_H
#define DATASETS_LEAD_H

#include "text.h"
#include "words.h"

/* No place of a text. */
#define NOWHERE SIZE_MAX

/* Where the first word stands that tells of a score on what follows the "on" at a place: "accuracy
 * [of both] on". Words that lead to an "on" before this one do not count. NOWHERE where none does.
 */
size_t score_of(const struct lexicon *lexicon, struct lap_str text, size_t on);

/* Whether a figure stands right before an "on" at a place: "71.2% on". */
bool follows_figure(struct lap_str text, size_t on);

/* Where the first verb stands by which the authors make the thing that the noun at a place tells:
 * "we introduce X, a [hard] test". It stands at the floor or behind it; NOWHERE where none does. */
size_t making_of(struct lap_str text, size_t noun, size_t floor);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * The words and signs that build a sentence: "by", "of", commas. They stand everywhere, so they are
 * read here, where a figure asks for them, and are no patterns.
 */
#ifndef GAINS_GLUE_H
#define GAINS_GLUE_H

#include "sentence.h"

/* How many cues glue_read gives at most for a part of a text. */
size_t glue_most(struct lap_str text, struct lap_span span);

/* Writes the cues of a part of a text in its order; gives their number. */
size_t glue_read(struct lap_str text, struct lap_span span, struct cue *cues);

#endif

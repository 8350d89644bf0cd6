/* SPDX-License-Identifier: MIT */
/*
 * What stands on either side of a figure.
 */
#ifndef GAINS_VIEW_H
#define GAINS_VIEW_H

#include "figure.h"

/* What follows the figure, which is an index into the cues, up to the next turn of the sentence. */
struct view look_right(const struct sentence *sentence, size_t figure);
/* What comes before it. Where is_passive, the way is known and its subject is looked for: "the
 * latency is reduced by"; else its object: "reduces the latency by". */
struct view look_left(const struct sentence *sentence, size_t figure, bool is_passive);
/* The first view, and from the second what the first leaves open. */
struct view both(const struct view *first, const struct view *second);
/* Neither a thing nor a way is in sight. */
bool is_blank(const struct view *view);

#endif

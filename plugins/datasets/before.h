/* SPDX-License-Identifier: MIT */
/* Names before their noun: "the A, B and C datasets". */
#ifndef DATASETS_BEFORE_H
#define DATASETS_BEFORE_H

#include "anchor.h"
#include "reading.h"

/* Takes the names before a noun: "the X dataset", "the A, B and C datasets", "the X object
 * detection benchmark". This and all that take from a match return LAP_FAILED only where there is
 * no memory. */
int take_before(struct reading *reading, struct anchor *anchor);

/* "the X database". Other things are called so too: only what is written as a name counts. */
int from_store(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

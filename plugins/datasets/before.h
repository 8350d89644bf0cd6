/* SPDX-License-Identifier: MIT */
/* Names before their noun: "the A, B and C datasets". */
#ifndef DATASETS_BEFORE_H
#define DATASETS_BEFORE_H

#include "anchor.h"
#include "work.h"

/* Takes the names before a noun: "the X dataset", "the A, B and C datasets", "the X object
 * detection benchmark". This and all that take from a match return LAP_FAILED only where there is
 * no memory. */
int take_before(struct work *work, struct anchor *anchor);

/* "the X database". Other things are called so too: only what is written as a name counts. */
int from_store(struct work *work, const struct sheet *sheet, const struct lap_match *match);

#endif

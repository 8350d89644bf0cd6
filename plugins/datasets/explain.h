/* SPDX-License-Identifier: MIT */
/* Names that their noun explains: "X, a large dataset of ...". */
#ifndef DATASETS_EXPLAIN_H
#define DATASETS_EXPLAIN_H

#include "anchor.h"
#include "reading.h"

/* Takes the name that a noun explains: "X, a large dataset of ...", "X is a benchmark". */
int take_explained(struct reading *reading, struct anchor *anchor);

/* "we introduce X, a challenging test of ..." */
int from_trial(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

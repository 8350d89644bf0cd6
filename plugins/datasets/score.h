/* SPDX-License-Identifier: MIT */
/* Names of what a score is on: "accuracy on X and Y". */
#ifndef DATASETS_SCORE_H
#define DATASETS_SCORE_H

#include "reading.h"

/* "accuracy on X and Y". */
int from_score(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

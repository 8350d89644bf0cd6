/* SPDX-License-Identifier: MIT */
/* Names after their noun: "datasets such as A and B". */
#ifndef DATASETS_AFTER_H
#define DATASETS_AFTER_H

#include "anchor.h"
#include "reading.h"

/* Takes the names after a noun: "datasets (A and B)", "two datasets, A and B", "the dataset X". */
int take_after(struct reading *reading, struct anchor *anchor);

#endif

/* SPDX-License-Identifier: MIT */
/* Names that a title begins with: "X: A Benchmark for ...". */
#ifndef DATASETS_TITLE_H
#define DATASETS_TITLE_H

#include "anchor.h"
#include "weigh.h"

/* "X: A Benchmark for ...": the names before the colon of a title whose first noun is an anchor. */
int take_titled(struct reading *reading, struct anchor *anchor, enum evidence evidence);

/* "X: Benchmarking ..." */
int from_title(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

/* SPDX-License-Identifier: MIT */
/* The fellows of an accepted name in a list: "evaluated on KNOWN, X and Y". */
#ifndef DATASETS_FELLOW_H
#define DATASETS_FELLOW_H

#include "reading.h"
#include "run.h"

/* "evaluated on KNOWN, X and Y": the fellows of an accepted name in a list. */
int list_mention(struct reading *reading, size_t s, struct run run, struct lap_span span,
                 const struct name *name);

#endif

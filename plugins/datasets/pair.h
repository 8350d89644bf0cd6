/* SPDX-License-Identifier: MIT */
/* The other form of an accepted name: the long one of a short one, the short one of a long one. */
#ifndef DATASETS_PAIR_H
#define DATASETS_PAIR_H

#include "reading.h"
#include "run.h"

/* Takes the other form of the name where a mention of it stands beside one. */
int pair_mention(struct reading *reading, size_t sheet, struct run run, struct lap_span span,
                 const struct name *name);

#endif

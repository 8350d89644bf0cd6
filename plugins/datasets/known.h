/* SPDX-License-Identifier: MIT */
/* Names on the list of known ones. */
#ifndef DATASETS_KNOWN_H
#define DATASETS_KNOWN_H

#include "reading.h"

/* A known name, with what makes it an exact subset: "VOC 2012", "HumanEval Pro". */
int from_known(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

/* SPDX-License-Identifier: MIT */
/* Names on the list of known ones. */
#ifndef DATASETS_KNOWN_H
#define DATASETS_KNOWN_H

#include "reading.h"

/* A known name, with what makes it an exact subset: "VOC 2012", "HumanEval Pro". */
int from_known(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

/* Takes back that a common word is a known name where the text means none by it. */
void unmark_plain(const struct sheet *sheet, const struct lap_match *match);

/* Takes a common word where it is marked as a known name, and there alone. Returns LAP_FAILED, told
 * to the host, where there is no memory. */
int from_plain(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

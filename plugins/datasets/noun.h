/* SPDX-License-Identifier: MIT */
/* All the names beside one noun. */
#ifndef DATASETS_NOUN_H
#define DATASETS_NOUN_H

#include "reading.h"

/* Takes the names before and after a noun, those that it explains, and the title's. */
int from_noun(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif

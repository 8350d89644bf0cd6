/* SPDX-License-Identifier: MIT */
/* How often bytes stand in English papers: a rough table, by which alternatives are weighed. No
 * result depends on it, only speed. */
#ifndef LAPIDARY_SCAN_CHANCE_H
#define LAPIDARY_SCAN_CHANCE_H

#include "scan/byteset.h"

/* That a byte of a text is in the set: 0 to 1. */
double chance_of(const struct byte_set *set);

/* That a letter, digit or _ stands before a byte. */
#define CHANCE_BEHIND_WORD 0.8

#endif

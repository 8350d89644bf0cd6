/* SPDX-License-Identifier: MIT */
/* Which beginnings form a group, so that places are tested for few groups and few pass. */
#ifndef LAPIDARY_SCAN_GROUPING_H
#define LAPIDARY_SCAN_GROUPING_H

#include "scan/group.h"

/* What may follow first codes. */
struct followers {
    uint32_t seconds;
    uint32_t thirds;
};

/* Sorts what begins into groups: what may follow each first code behind a letter or digit, and
 * behind another byte or where a text begins. Without seconds, a code is no first one. */
void groups_fill(struct groups *groups, const struct code_chances *chances,
                 const struct followers behind_word[CODES_AND_UPPER],
                 const struct followers behind_other[CODES_AND_UPPER]);

#endif

/* SPDX-License-Identifier: MIT */
/* A first test of the places of a text, 64 at once: beginnings that are alike form groups, and a
 * place may pass where one group has the four codes about it, each by itself. */
#ifndef LAPIDARY_SCAN_GROUP_H
#define LAPIDARY_SCAN_GROUP_H

#include "scan/code.h"

/* A byte has a bit for each group. Twice as many would let little less through: of 100 places in
 * abstracts 8 groups let 8 through, 16 let 6, and the beginnings by themselves would let 2. */
enum { GROUPS = 8 };

/* Where a code stands: before the place, there, and behind it. */
enum { GROUP_BEFORE, GROUP_FIRST, GROUP_SECOND, GROUP_THIRD, GROUP_CODES };

/* Which groups have a code there. At the place alone it matters whether the code has CODE_UPPER:
 * the halves of the other tables are the same. */
struct groups {
    uint8_t of[GROUP_CODES][CODES_AND_UPPER];
};

/* Puts the numbers of those codes that may pass into places, in their order, and gives how many. It
 * tests so many blocks of CODE_BLOCK codes, reads one code before them and two behind them, and may
 * write as many places as there are codes. */
typedef size_t group_tester(const struct groups *groups, const uint8_t *codes, size_t blocks,
                            uint16_t *places);

/* The fastest way that this machine has, of those up to `most`; all give the same. */
group_tester *group_tester_up_to(enum way most);

#endif

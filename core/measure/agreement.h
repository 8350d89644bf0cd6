/* SPDX-License-Identifier: MIT */
/* When two cells say the same, column by column. */
#ifndef LAPIDARY_MEASURE_AGREEMENT_H
#define LAPIDARY_MEASURE_AGREEMENT_H

#include "declare/schema.h"

/* True where both cells agree in the column's way: numbers within a millionth (two that are none
 * as texts), names by their letters and digits without case, addresses without a last slash,
 * texts without case. */
bool cells_agree(enum agreement way, struct lap_str a, struct lap_str b);

#endif

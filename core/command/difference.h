/* SPDX-License-Identifier: MIT */
/* Wanted and made rows under each other, column by column. */
#ifndef LAPIDARY_COMMAND_DIFFERENCE_H
#define LAPIDARY_COMMAND_DIFFERENCE_H

#include "workers/proof.h"

/* Prints the rows of a proof that failed to stdout, each line behind "# ". */
void difference_print(const struct declaration *declaration, const struct proof *proof);

#endif

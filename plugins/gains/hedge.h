/* SPDX-License-Identifier: MIT */
/*
 * How figures are hedged: "up to", "at least", "on average".
 */
#ifndef GAINS_HEDGE_H
#define GAINS_HEDGE_H

#include "figure.h"

/* Sets the bound of each figure of a sentence. */
void hedge(const struct sentence *sentence, struct figure *figures, size_t count);

#endif

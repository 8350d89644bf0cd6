/* SPDX-License-Identifier: MIT */
/*
 * What figures are compared with.
 */
#ifndef GAINS_BASELINE_H
#define GAINS_BASELINE_H

#include "figure.h"

/* Sets the baseline of each figure of a sentence where the text names one. */
void compare(const struct sentence *sentence, struct figure *figures, size_t count);
bool is_compared(const struct figure *figure);

#endif

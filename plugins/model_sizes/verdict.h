/* SPDX-License-Identifier: MIT */
/* The verdict on one figure: whether it counts a model's parameters, or why not. */
#ifndef MODEL_SIZES_VERDICT_H
#define MODEL_SIZES_VERDICT_H

#include "reading.h"

/* NULL where the figure counts parameters; else why it is no row. */
const char *verdict(const struct reading *reading, const struct figure *figure);

#endif

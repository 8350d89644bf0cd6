/* SPDX-License-Identifier: MIT */
/* What stands right beside a figure and makes it money, a year or a caption's number. */
#ifndef MODEL_SIZES_BESIDE_H
#define MODEL_SIZES_BESIDE_H

#include <stdbool.h>

#include "reading.h"

/* Whether a figure is the number of a figure, a table or a part of a text. */
bool is_caption(struct lap_str text, const struct figure *figure);

/* Whether a figure is a sum of money. */
bool is_money(struct lap_str text, const struct figure *figure);

/* "2024b" of a reference. */
bool is_year(const struct figure *figure);

/* "(482M)" behind what it says the size of. */
bool is_in_brackets(struct lap_str text, const struct figure *figure);

#endif

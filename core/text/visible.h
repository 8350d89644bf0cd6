/* SPDX-License-Identifier: MIT */
/* Text from outside on its way to a terminal, or to whoever reads line by line. */
#ifndef LAPIDARY_TEXT_VISIBLE_H
#define LAPIDARY_TEXT_VISIBLE_H

#include "text/buffer.h"

/* Adds text to out with its control characters as C writes them: \n, \x1b. */
void visible_add(struct buffer *out, struct lap_str text);

/* Prints to stdout what the format makes, likewise; a line end that ends the format is meant as
 * one. */
void visible_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

/* SPDX-License-Identifier: MIT */
/* The number that a piece of text says, in digits or in words. */
#ifndef LAPIDARY_TEXT_NUMBER_H
#define LAPIDARY_TEXT_NUMBER_H

#include <stdint.h>

#include "text/str.h"

/* Reads "2", ".5", "1,234.5", "2{,}048", "10 000", "0,5", "twelve", "a hundred", "two hundred
 * thousand", "twenty-five". A comma before three digits parts thousands, unless the number begins
 * with 0; any other comma is a decimal one. False where the whole text is no number, as with "one
 * two" and "thousand million". */
bool number_of_text(struct lap_str text, double *value);

/* As many as any number has. */
enum { NUMBER_DIGITS = 20 };

/* Writes a number's digits, without a NUL, and gives how many there are. */
size_t number_digits(uint64_t number, char digits[NUMBER_DIGITS]);

#endif

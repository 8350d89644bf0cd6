/* SPDX-License-Identifier: MIT */
/* Short forms and the long forms that they stand for. */
#ifndef DATASETS_BRIEF_H
#define DATASETS_BRIEF_H

#include "run.h"

/* Where the long form of a short one begins that ends at a place: the letters of the short form,
 * read backwards, are found in the long one, the first of them at the beginning of a word. Returns
 * `end` where there is none. */
size_t long_form(struct lap_str text, size_t floor, size_t end, struct lap_str brief);

/* The long form that stands before "(X)", X at a token, however it is written; empty where there is
 * none. */
struct run long_before(const struct sheet *sheet, size_t i, struct lap_str brief);

/* The long form that begins with a token, as in "X: Long Form" and "X (Long Form)", proper words
 * only; empty where there is none. */
struct run long_after(const struct sheet *sheet, size_t i, struct lap_str brief);

#endif

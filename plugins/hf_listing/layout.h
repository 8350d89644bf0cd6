/* SPDX-License-Identifier: MIT */
/* How a run of lines is laid out: where blank lines stand, and how wide it is wrapped. */
#ifndef HF_LISTING_LAYOUT_H
#define HF_LISTING_LAYOUT_H

#include <stddef.h>

#include "line.h"

/* Finds the lines that have a blank line not far above and another not far below. */
void mark_gaps(struct line *lines, size_t count);

/* Finds the lines that begin where a line of the width around must end; their looks are known. */
void mark_wrapped(struct line *lines, size_t count);

#endif

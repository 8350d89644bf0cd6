/* SPDX-License-Identifier: MIT */
/* The compiling of an engine's patterns, beside other work. */
#ifndef LAPIDARY_SCAN_COMPILING_H
#define LAPIDARY_SCAN_COMPILING_H

#include "scan/scanner.h"

struct compiling;

/* Begins to compile the regular expressions of all searchers that borrow none, as their ways want
 * it. Until compiling_end nothing may be searched with them, and no process be forked. */
struct compiling *compiling_begin(const struct engine *engine);

/* Helps until all are compiled, and frees compiling. False and a fault for each that is bad. */
bool compiling_end(struct compiling *compiling, struct faults *faults);

#endif

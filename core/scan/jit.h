/* SPDX-License-Identifier: MIT */
/* Machine code for an engine's patterns, made beside other work. */
#ifndef LAPIDARY_SCAN_JIT_H
#define LAPIDARY_SCAN_JIT_H

#include "scan/scanner.h"

/* The making of machine code, which a second thread has begun. */
struct jit;

/* Begins with the code of all searchers, where the machine has a JIT. Until jit_end nothing may be
 * searched with them, and no process be forked. */
struct jit *jit_begin(const struct engine *engine);

/* Helps until all is made, and frees jit; after it there is one thread again. A pattern that
 * PCRE2's JIT does not take is searched without. */
void jit_end(struct jit *jit);

#endif

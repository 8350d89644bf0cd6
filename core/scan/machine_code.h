/* SPDX-License-Identifier: MIT */
/* Machine code of those patterns that it pays for. */
#ifndef LAPIDARY_SCAN_MACHINE_CODE_H
#define LAPIDARY_SCAN_MACHINE_CODE_H

#include "scan/engine.h"

/* Makes machine code, where the machine has PCRE2's JIT, of the patterns that are likely to be
 * tried often enough over so many bytes of inputs that it takes less time than it spares: to be
 * called before any scanner is opened or process forked. What is found is the same, but that PCRE2
 * counts the steps of a search to its limits more coarsely in machine code. */
void machine_code_make(const struct engine *engine, uint64_t bytes);

#endif

/* SPDX-License-Identifier: MIT */
/* The SHA-256 of the plugins' files, taken beside other work. */
#ifndef LAPIDARY_LOAD_DIGESTING_H
#define LAPIDARY_LOAD_DIGESTING_H

#include "load/catalog.h"

struct digesting;

/* Begins to take the SHA-256 of every file that the catalog's plugins are made of: before they are
 * put to work, so that it is that of what worked. Until digesting_end the files that they name stay
 * the same, and no process may be forked. */
struct digesting *digesting_begin(struct catalog *catalog);

/* Helps until all are taken, and frees digesting. A fault for each file that cannot be read. */
void digesting_end(struct digesting *digesting, struct faults *faults);

#endif

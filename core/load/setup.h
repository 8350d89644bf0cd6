/* SPDX-License-Identifier: MIT */
/* The tables that open() is told: a declaration's names in the order that its object wants. */
#ifndef LAPIDARY_LOAD_SETUP_H
#define LAPIDARY_LOAD_SETUP_H

#include "load/catalog.h"

/* Fills plugin->setup and plugin->roles from its declaration and record. Every name that the object
 * needs and the declaration has not is a fault, and so are columns and roles that the object does
 * not know. */
void setup_make(struct arena *arena, struct plugin *plugin, struct faults *faults);

#endif

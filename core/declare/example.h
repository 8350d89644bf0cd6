/* SPDX-License-Identifier: MIT */
/* A declaration's examples and counterexamples. */
#ifndef LAPIDARY_DECLARE_EXAMPLE_H
#define LAPIDARY_DECLARE_EXAMPLE_H

#include "declare/declaration.h"
#include "declare/yaml.h"

/* Reads both lists into declaration, whose kind, own columns and patterns are read already. */
void examples_read(struct arena *arena, const struct yaml *examples, const struct yaml *counters,
                   struct declaration *declaration, struct faults *faults);

#endif

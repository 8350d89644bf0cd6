/* SPDX-License-Identifier: MIT */
/* What became of every pattern of a plugin in one record, printed for its author. */
#ifndef LAPIDARY_COMMAND_EXPLANATION_H
#define LAPIDARY_COMMAND_EXPLANATION_H

#include "workers/trace.h"

/* Prints to stdout; with colours where has_colour is set. */
void explanation_print(const struct workshop *workshop, size_t plugin, const struct record *record,
                       bool has_colour);

#endif

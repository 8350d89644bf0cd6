/* SPDX-License-Identifier: MIT */
/* What a run prints at its end: a short table, or the same as one JSON object. */
#ifndef LAPIDARY_COMMAND_SUMMARY_H
#define LAPIDARY_COMMAND_SUMMARY_H

#include "workers/harvest.h"

void summary_print(const struct harvest *harvest, const char *folder);
void summary_print_json(const struct harvest *harvest, const char *folder);

#endif

/* SPDX-License-Identifier: MIT */
/* The options of `lapidary run`, and the run declaration that --config names. */
#ifndef LAPIDARY_COMMAND_RUN_OPTIONS_H
#define LAPIDARY_COMMAND_RUN_OPTIONS_H

#include "declare/job.h"

/* Reads the arguments into job, which lives in arena. False where the run must end at once, with
 * *status: --help was given, or something is wrong and told. */
bool run_options_read(struct arena *arena, int argc, char **argv, struct job *job, int *status);

#endif

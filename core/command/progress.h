/* SPDX-License-Identifier: MIT */
/* How far a run is: one line on stderr, where that is a terminal and it takes more than a second.
 */
#ifndef LAPIDARY_COMMAND_PROGRESS_H
#define LAPIDARY_COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress_line {
    bool is_wanted; /* stderr is a terminal */
    bool is_shown;
    uint64_t start; /* of clock_now() */
    uint64_t last;
};

void progress_begin(struct progress_line *line);

/* A progress_taker's function; context is the line. */
void progress_take(void *context, uint64_t done_bytes, uint64_t total_bytes, uint64_t records);

/* Clears the line. */
void progress_end(struct progress_line *line);

/* Seconds since progress_begin. */
double progress_seconds(const struct progress_line *line);

#endif

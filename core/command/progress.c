/* SPDX-License-Identifier: MIT */
/* How far a run is: one line on stderr, where that is a terminal and it takes more than a second.
 */
#include "command/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "process/clock.h"

/* Seconds of silence at first, and between two lines. */
static const double patience = 1.0;
static const double pause_between = 0.2;

void progress_begin(struct progress_line *line)
{
    *line = (struct progress_line){.is_wanted = isatty(STDERR_FILENO), .start = clock_now()};
    line->last = line->start;
}

double progress_seconds(const struct progress_line *line)
{
    return clock_seconds(line->start, clock_now());
}

void progress_take(void *context, uint64_t done_bytes, uint64_t total_bytes, uint64_t records)
{
    struct progress_line *line = context;
    uint64_t time = clock_now();
    double seconds = clock_seconds(line->start, time);
    double done = (double)done_bytes;

    if (!line->is_wanted || seconds < patience || clock_seconds(line->last, time) < pause_between)
        return;
    line->last = time;
    line->is_shown = true;
    fprintf(stderr, "\r\033[K%.1f MB, %" PRIu64 " records, %.1f MB/s", done / 1e6, records,
            done / 1e6 / seconds);
    if (total_bytes > done_bytes && done_bytes > 0)
        fprintf(stderr, ", %.0f%%, %.0f s left", 100 * done / (double)total_bytes,
                seconds * ((double)total_bytes - done) / done);
    fflush(stderr);
}

void progress_end(struct progress_line *line)
{
    if (line->is_shown)
        fputs("\r\033[K", stderr);
}

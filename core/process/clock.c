/* SPDX-License-Identifier: MIT */
/* The clock that durations are measured by: it only goes forward. */
#include "process/clock.h"

#include <time.h>

uint64_t clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

double clock_seconds(uint64_t from, uint64_t to)
{
    return 1e-9 * (double)(to - from);
}

/* SPDX-License-Identifier: MIT */
/* The clock that durations are measured by: it only goes forward. */
#ifndef LAPIDARY_PROCESS_CLOCK_H
#define LAPIDARY_PROCESS_CLOCK_H

#include <stdint.h>

/* Nanoseconds since some moment before the program began. */
uint64_t clock_now(void);

/* Seconds from an earlier clock_now() to a later one. */
double clock_seconds(uint64_t from, uint64_t to);

#endif

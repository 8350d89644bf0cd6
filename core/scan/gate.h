/* SPDX-License-Identifier: MIT */
/* Which of many expressions can begin at a place of a text: all of them at once, each byte of the
 * text looked at once. It may let pass too many, never too few. */
#ifndef LAPIDARY_SCAN_GATE_H
#define LAPIDARY_SCAN_GATE_H

#include "scan/sieve.h"

/* Constant once it is closed: workers may share it. */
struct gate;

/* gate_free frees it. */
struct gate *gate_new(void);
void gate_free(struct gate *gate);

/* Adds an expression, for an owner that the caller numbers. False, and nothing is added, where it
 * could begin without taking a byte; *chance is that it can begin at a place, by three bytes. */
bool gate_add(struct gate *gate, const struct expression *expression, uint32_t owner,
              double *chance);

/* Takes the expression back that was added last. */
void gate_take_back(struct gate *gate);

/* Readies the gate; nothing may be added behind it. */
void gate_close(struct gate *gate);

/* The coarse test that comes before gate_find. */
const struct sieve *gate_sieve(const struct gate *gate);

/* What one worker has learnt of a gate's ways: at most so many states, forgotten when it is full.
 * gate_memory_free frees it. */
struct gate_memory;
struct gate_memory *gate_memory_new(const struct gate *gate);
void gate_memory_free(struct gate_memory *memory);

/* Owners whose expressions can begin at the byte `at` of text (at < text.size) go to take, an owner
 * perhaps more than once. */
void gate_find(struct gate_memory *memory, struct lap_str text, size_t at,
               void (*take)(void *context, uint32_t owner), void *context);

#endif

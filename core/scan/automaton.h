/* SPDX-License-Identifier: MIT */
/* Which expressions of a gate can begin at a place of a text: all of them at once, each byte of the
 * text looked at once. */
#ifndef LAPIDARY_SCAN_AUTOMATON_H
#define LAPIDARY_SCAN_AUTOMATON_H

#include "scan/gate.h"

/* One worker's way through a closed gate, which must outlive it: states are made when a text first
 * leads to them, and all are forgotten when they are too many. automaton_free takes NULL, too. */
struct automaton;

struct automaton *automaton_new(const struct gate *gate);
void automaton_free(struct automaton *automaton);

/* Owners whose expressions can begin at the byte `at` of text (at < text.size) go to take, an owner
 * perhaps more than once. */
void automaton_find(struct automaton *automaton, struct lap_str text, size_t at,
                    void (*take)(void *context, uint32_t owner), void *context);

#endif

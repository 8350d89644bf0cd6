/* SPDX-License-Identifier: MIT */
/* The prefixes of many patterns as one table: which patterns can begin at a place of a text. */
#ifndef LAPIDARY_SCAN_AUTOMATON_H
#define LAPIDARY_SCAN_AUTOMATON_H

#include "scan/prefix.h"

/* A prefix and the pattern that it belongs to, numbered by the caller. */
struct owned_prefix {
    const struct prefix *prefix;
    size_t owner;
};

struct automaton;

/* Makes the table; NULL where there is no prefix, or it would be too large. automaton_free frees
 * it. */
struct automaton *automaton_of(const struct owned_prefix *prefixes, size_t count);
void automaton_free(struct automaton *automaton);

/* True where some prefix begins with the byte. */
bool automaton_begins(const struct automaton *automaton, uint8_t byte);

/* Owners with a prefix at the byte `at` of text go to take, an owner perhaps more than once. */
void automaton_find(const struct automaton *automaton, struct lap_str text, size_t at,
                    void (*take)(void *context, size_t owner), void *context);

#endif

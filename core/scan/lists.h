/* SPDX-License-Identifier: MIT */
/* The name lists of all plugins, searched at once; what waits for something is held back. */
#ifndef LAPIDARY_SCAN_LISTS_H
#define LAPIDARY_SCAN_LISTS_H

#include "scan/scanner.h"

/* Gathers the name lists of the engine's plugins, whose searchers are open already, for records of
 * so many fields; lists_free frees them. */
struct lists *lists_of(const struct engine *engine, size_t field_count);
void lists_free(struct lists *lists);

/* How many there are. */
size_t lists_count(const struct lists *lists);

/* Finds the names of all lists in a record whose patterns were searched before. Those that ask for
 * a cue wait in scanner->asking, those that are cues in scanner->cues, all others go to their
 * plugins' matches. */
void lists_search(struct scanner *scanner, const struct record *record);

/* Gives the names that are such cues to those plugins that want the stretches, of
 * scanner->stretches, in which they stand. */
void lists_give_cues(struct scanner *scanner, enum cue cue);

#endif

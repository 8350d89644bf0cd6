/* SPDX-License-Identifier: MIT */
/* The plain engine: each pattern is searched over each field on its own. It is the reference that
 * any faster one must agree with. */
#ifndef LAPIDARY_SCAN_PLAIN_H
#define LAPIDARY_SCAN_PLAIN_H

#include "scan/scanner.h"

/* Searches one regular expression over a text to its end, for all its consumers; of a cue, those
 * whose plugins want it. */
void plain_search(struct scanner *scanner, const struct searcher *searcher,
                  const struct consumer *consumers, size_t consumer_count, size_t field,
                  struct lap_str text);

/* Searches the regular expressions of all plugins, those that are cues (of plugins that want them)
 * or those that are none. */
void plain_search_all(struct scanner *scanner, const struct record *record, bool is_cue);

#endif

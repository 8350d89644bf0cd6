/* SPDX-License-Identifier: MIT */
/* The plain engine: each pattern is searched over each field on its own. It is the reference that
 * any faster one must agree with. */
#ifndef LAPIDARY_SCAN_PLAIN_H
#define LAPIDARY_SCAN_PLAIN_H

#include "scan/scanner.h"

/* Searches one regular expression over a stretch to its end, for all its consumers. */
void plain_search(struct scanner *scanner, const struct searcher *searcher,
                  const struct consumer *consumers, size_t consumer_count,
                  const struct stretch *stretch);

/* Searches the regular expressions of all plugins that are such cues over scanner->stretches. */
void plain_search_all(struct scanner *scanner, enum cue cue);

#endif

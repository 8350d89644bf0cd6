/* SPDX-License-Identifier: MIT */
/* The search for all patterns of all extractors at once: the one interface behind which engines
 * stand. */
#ifndef LAPIDARY_SCAN_ENGINE_H
#define LAPIDARY_SCAN_ENGINE_H

#include "load/catalog.h"
#include "read/record.h"
#include "scan/match.h"

/* How patterns are searched; all find the same. */
enum engine_kind {
    ENGINE_ANCHORED, /* one walk over the text tells where which pattern can begin */
    ENGINE_PLAIN     /* each pattern over the whole text, the reference */
};

/* A catalog's patterns, compiled. Constant once built: workers may share it. */
struct engine;

/* Compiles the patterns of the catalog's extractors; NULL and a fault for each bad one. catalog and
 * fields must outlive the engine; engine_free frees it. */
struct engine *engine_build(const struct catalog *catalog, const struct record_fields *fields,
                            enum engine_kind kind, struct faults *faults);
void engine_free(struct engine *engine);

/* Sets PCRE2's limits for scanners that are opened from now on; they have amounts.h's usual ones
 * before. */
void engine_limit(struct engine *engine, uint32_t match_limit, uint32_t depth_limit);

/* A limit that a search ran into: what the pattern would have found behind it is not known. */
struct limit_hit {
    size_t plugin;  /* index into the catalog */
    size_t pattern; /* index into its declaration */
    size_t field;
    const char *limit;
};

/* What one record gave; made anew by each scan. */
struct scan {
    struct match_list *found;  /* one for each plugin of the catalog */
    struct match_list *uncued; /* likewise: names that were left out for want of a cue */
    struct limit_hit *hits;
    size_t hit_count;
    struct arena captures;
};

/* One worker's means of searching. scanner_close frees it. */
struct scanner;

struct scanner *scanner_open(const struct engine *engine);
void scanner_close(struct scanner *scanner);

/* Finds everything in a record. A plugin's list is empty unless a pattern that is no cue matched;
 * names that ask for a cue are left out where none is near. Borrowed until the next call. */
const struct scan *scanner_scan(struct scanner *scanner, const struct record *record);

#endif

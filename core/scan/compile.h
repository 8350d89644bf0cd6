/* SPDX-License-Identifier: MIT */
/* A declaration's patterns, compiled for searching. */
#ifndef LAPIDARY_SCAN_COMPILE_H
#define LAPIDARY_SCAN_COMPILE_H

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>

#include "load/catalog.h"
#include "read/record.h"
#include "scan/prefix.h"

/* Which group of the regular expression fills which capture of the plugin. */
struct group_slot {
    uint32_t group;
    size_t capture;
};

/* A pattern or a name list, ready to be searched. */
struct searcher {
    const struct pattern *pattern;
    size_t role;
    size_t *fields; /* indexes of the run's fields, ascending */
    size_t field_count;
    pcre2_code *code; /* NULL for a name list */
    bool has_jit;
    struct prefixes prefixes; /* what a match begins with; none in the plain engine */
    struct group_slot *slots;
    size_t slot_count;
};

/* Compiles one: UTF, \C refused, and anchored where prefixes tell what a match begins with. False
 * and a fault with the place where PCRE2 refuses it or where it could match nothing at all.
 * searcher_release frees what it holds; the prefixes stay the caller's. */
bool searcher_compile(struct searcher *searcher, const struct plugin *plugin, size_t pattern,
                      const struct record_fields *fields, struct prefixes prefixes,
                      struct faults *faults);

/* Makes it fast, where the machine has JIT for it. */
void searcher_add_jit(struct searcher *searcher);

void searcher_release(struct searcher *searcher);

#endif

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

/* Which group of the regular expression fills which capture of the plugin. */
struct group_slot {
    uint32_t group;
    size_t capture;
};

/* Where a regular expression is tried. */
enum search_way {
    SEARCH_WHOLE,  /* all over a text, by PCRE2's own search */
    SEARCH_PLACES, /* at places where the gate lets it begin, one at a time */
    SEARCH_NEEDLES /* by PCRE2's own search, before places where something stands that it holds */
};

/* A pattern or a name list, ready to be searched. */
struct searcher {
    const struct pattern *pattern;
    const struct plugin *plugin;
    size_t role;
    size_t *fields; /* indexes of the run's fields, ascending */
    size_t field_count;
    enum search_way way; /* all over a text where nothing else is said */
    double chance;       /* about, that PCRE2 is asked at a byte of a text */
    pcre2_code *code;    /* NULL for a name list */
    bool is_borrowed;    /* the code is another's, or is going to be */
    struct group_slot *slots;
    size_t slot_count;
};

/* Readies pattern number `pattern` of a plugin, its code apart. False and a fault where one of its
 * fields is unknown. searcher_release frees what it holds. */
bool searcher_open(struct searcher *searcher, const struct plugin *plugin, size_t pattern,
                   const struct record_fields *fields, struct faults *faults);

/* True where a search for it may be told where a match begins at the latest: before a needle, or in
 * a sentence, behind which the whole text would be searched in vain for each sentence. */
bool searcher_takes_limit(const struct searcher *searcher);

/* Compiles its regular expression for its way: UTF, \C refused. False and a fault with the place
 * where PCRE2 refuses it or where it could match nothing at all. */
bool searcher_compile(struct searcher *searcher, struct faults *faults);

/* Takes the code of a searcher with the same regular expression, which must outlive it; is_borrowed
 * is set before. */
void searcher_borrow(struct searcher *searcher, const struct searcher *from);

/* True where it is searched in a field. */
bool searcher_has_field(const struct searcher *searcher, size_t field);

void searcher_release(struct searcher *searcher);

#endif

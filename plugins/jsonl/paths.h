/* SPDX-License-Identifier: MIT */
/* Which keys' values are the fields of a record, as options name them. */
#ifndef LAPIDARY_JSONL_PATHS_H
#define LAPIDARY_JSONL_PATHS_H

#include <stdbool.h>

#include <lapidary/plugin.h>

enum field {
    ID,
    TITLE,
    ABSTRACT,
    COMMENTS,
    PUBLISHED,
    ORGANIZATION,
    URL,
    AUTHORS_COUNT, /* of a list, how many items it has; an empty one says nothing */
    FIELD_COUNT
};

/* The fields' names, which are those of their options too; ended by NULL. */
extern const char *const field_names[];

/* The first item of a list, as a path calls it; a path can lead through no other. */
extern const struct lap_str first_item;

enum { PATH_LIMIT = 30 }; /* of the keys that options name; each has a bit */

/* The way to a value that may be a field. */
struct path {
    struct lap_str keys; /* joined by dots */
    enum field field;
    const char *option; /* that names it */
};

struct paths {
    struct lap_str keys[FIELD_COUNT]; /* as they are named */
    struct path items[PATH_LIMIT];    /* by field, of each the preferred one first */
    size_t count;
    unsigned counted; /* those to lists that are counted, as bits */
    unsigned indexed; /* those to indexes of words, which stand for a text */
    /* By byte, the paths that a key which begins with it may be or lead on along, as bits; by 0
     * those of the empty key. */
    unsigned by_byte[256];
};

/* Reads the options, into paths that are empty. LAP_OK, or what fail() gives. */
int paths_open(const struct lap_host *host, struct lap_call *call, struct paths *paths);

/* Whether a key of an object is the first of a path to a title or an abstract. */
bool paths_lead_to_text(const struct paths *paths, struct lap_str key);

#endif

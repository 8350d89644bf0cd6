/* SPDX-License-Identifier: MIT */
/* A record while its names are judged: its fields, and the names that were accepted so far. */
#ifndef DATASETS_READING_H
#define DATASETS_READING_H

#include "run.h"

struct name {
    struct lap_str surface;
    struct lap_str usual;
    const struct lap_match *match;
    bool is_introduced;
    bool is_local; /* stands for data only where it was accepted */
    uint32_t next; /* the next name of its chain, counted from 1; 0 for none */
};

/* A place where an accepted name is said. */
struct mention {
    size_t sheet;
    struct run run;
    struct lap_span span;
    size_t name; /* index into the names */
};

enum { CHAINS = 512, KEY_SIZE = 255 };

/* The accepted names by the first of their bytes that are no gaps, KEY_SIZE at most, in which all
 * spellings of a name agree. A long document may have thousands of names, of which thousands may
 * begin alike. */
struct chains {
    bool is_first[256];          /* whether a name begins with a byte */
    bool has_size[KEY_SIZE + 1]; /* whether there are names by so many bytes */
    size_t longest;              /* of these numbers */
    uint32_t heads[CHAINS];      /* counted from 1; 0 for none */
};

struct reading {
    const struct lap_host *host;
    struct lap_call *call;
    struct sheet *sheets;
    size_t sheet_count;
    struct name *names;
    size_t name_count;
    size_t name_room;
    struct mention *mentions; /* of the first said_count names, in the order of the text */
    size_t mention_count;
    size_t mention_room;
    size_t said_count;
    struct chains *chains;  /* NULL where there are no names */
    struct answer *answers; /* that any_mention remembers; NULL where there is none yet */
};

/* The accepted name that stands at a place of a text, the longest of them, and where it ends; NULL
 * and 0 where none does. */
struct name *name_at(const struct reading *reading, struct lap_str text, size_t at, size_t *end);

/* The accepted name that is spelled like a surface, which is not empty; NULL where none is. */
struct name *find_name(const struct reading *reading, struct lap_str surface);

/* Whether a name of just these bytes is accepted already. */
bool is_kept(const struct reading *reading, struct lap_str surface);

/* Adds an accepted name, or what is new about one that is kept already. Returns LAP_FAILED, told to
 * the host, where there is no memory. */
int keep(struct reading *reading, struct name name);

#endif

/* SPDX-License-Identifier: MIT */
/* What an input's first bytes say it is, whatever its name says. */
#ifndef LAPIDARY_READ_MAGIC_H
#define LAPIDARY_READ_MAGIC_H

#include "text/str.h"

/* A compression that is undone on the way. */
struct packing {
    const char *name;   /* "gzip" */
    const char *suffix; /* what it adds to a file's name */
    int filter;         /* libarchive's number for it */
    size_t at;          /* where its mark stands */
    struct lap_str mark;
};

/* The compression that head begins with; NULL where it is none. */
const struct packing *packing_of(struct lap_str head);

/* What no reader can read, since it is no text in UTF-8 yet, and how it becomes that. */
struct disguise {
    const char *what; /* "a PDF document" */
    size_t at;
    struct lap_str mark;
    /* Whether more than the mark says so; NULL where the mark is enough. */
    bool (*is_borne_out)(struct lap_str head);
    const char *command;   /* that writes a file's text to its standard output, */
    const char *behind;    /* and what it wants behind the file's name */
    const char *from_pipe; /* the same for standard input; NULL where it cannot */
};

/* The disguise of head; NULL where it wears none. */
const struct disguise *disguise_of(struct lap_str head);

#endif

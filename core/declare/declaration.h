/* SPDX-License-Identifier: MIT */
/* A plugin's declaration: NAME.yaml as plain structures (docs/declarations.md says what each key
 * means). */
#ifndef LAPIDARY_DECLARE_DECLARATION_H
#define LAPIDARY_DECLARE_DECLARATION_H

#include "declare/names.h"
#include "declare/schema.h"

struct pair {
    const char *key;
    const char *value;
    struct place place;
};

struct pairs {
    const struct pair *items;
    size_t count;
};

/* Where what is found only supports matches that are no cues, and makes no row by itself. */
enum cue {
    CUE_NONE,     /* nowhere: it is no cue */
    CUE_RECORD,   /* in a record with such a match */
    CUE_SENTENCE, /* in a sentence in which such a match begins */
    CUES
};

/* A regular expression or a name list. */
struct pattern {
    const char *id;
    const char *role;
    const char *regex;             /* pieces put in; NULL for a name list */
    const struct name_list *names; /* NULL for a regular expression */
    const char *const *fields;     /* names, ended by NULL */
    const char *anchor;   /* stands in every match, as `case` says, and begins ... NULL for none */
    size_t anchor_within; /* ... at most so many code points behind the match's beginning */
    bool is_caseless;
    enum cue cue;
    struct place place; /* of the regular expression's text, for messages */
};

/* A row that an example wants: columns (match, field, start, end, pattern and the own ones) with
 * their cells as text. */
struct wanted_row {
    struct pairs cells;
    struct place place;
};

struct example {
    bool is_counter;
    struct pairs fields;  /* extractor: the record's fields */
    const char *input;    /* reader: the input's text */
    struct pairs options; /* reader: options other than the defaults */
    const struct wanted_row *rows;
    size_t row_count;
    const char *because; /* NULL where it says none */
    struct place place;
};

struct declaration {
    const char *file;
    const char *const
        *files; /* all that were read for it: file, includes, schema, names; NULL ends */
    const char *name;
    const char *version;
    const char *does;
    enum lap_kind kind;
    const char *facet;          /* NULL for a reader */
    const struct schema *own;   /* the facet's own columns; NULL for a reader */
    const struct schema *table; /* the facet's whole table; NULL for a reader */
    const char *object;         /* the shared object's name without .so */
    struct pairs options;       /* with their defaults, or what the run set */
    const struct pattern *patterns;
    size_t pattern_count;
    const struct lap_recipe *recipes; /* one for each own column; NULL where there is no `values` */
    const struct example *examples;
    size_t example_count;
};

/* Reads one declaration into arena. Every fault of it is told with file, line, column and, for an
 * unknown key, the nearest known one. NULL where there is any. */
struct declaration *declaration_read(struct arena *arena, const char *file, struct faults *faults);

/* Sets an option of the declaration; false and a fault that names the known ones where it has no
 * such option. place may be that of a command line: file "--reader" with line 0. */
bool declaration_set(struct arena *arena, struct declaration *declaration, struct pair option,
                     struct faults *faults);

/* The value of an option; NULL where there is no such option. */
const char *declaration_option(const struct declaration *declaration, const char *key);

#endif

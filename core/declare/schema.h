/* SPDX-License-Identifier: MIT */
/* A table's schema: which columns it has, of which types, within which limits. */
#ifndef LAPIDARY_DECLARE_SCHEMA_H
#define LAPIDARY_DECLARE_SCHEMA_H

#include "text/arena.h"
#include "text/faults.h"

enum column_type { COLUMN_STRING, COLUMN_INTEGER, COLUMN_NUMBER };

/* How `lapidary score` compares a column's cells with marked ones. */
enum agreement { AGREE_NOT, AGREE_TEXT, AGREE_NUMBER, AGREE_NAME, AGREE_ADDRESS };

/* Types and constraints as in Table Schema (Data Package 2.0). */
struct column {
    const char *name;
    const char *doc;
    enum column_type type;
    bool is_required;
    const char *pattern;        /* the whole cell must match; NULL for none */
    const char *const *allowed; /* the values of `enum`, ended by NULL; NULL for any */
    double minimum;             /* -INFINITY for none */
    double maximum;             /* INFINITY for none */
    enum agreement agreement;
};

struct schema {
    const char *file; /* where it was read from */
    const char *table;
    const char *title;
    const struct column *columns;
    size_t count;
    size_t own_start; /* of a facet's whole table: its own columns are own_start to own_end */
    size_t own_end;
};

/* The name that the YAML files use for a type. */
const char *column_type_name(enum column_type type);

/* Reads one schema file into arena; NULL and at least one fault where it is wrong. */
const struct schema *schema_read(struct arena *arena, const char *file, struct faults *faults);

/* The schemas that are built into the program (schemas/records.yaml, schemas/rejects.yaml); extra
 * names further string columns behind the last, may be NULL while extra_count is 0. */
const struct schema *schema_of_records(struct arena *arena, const char *const *extra,
                                       size_t extra_count);
const struct schema *schema_of_rejects(struct arena *arena);

/* A facet's whole table: the columns of schemas/facet.yaml with own's where they belong. */
const struct schema *schema_of_facet(struct arena *arena, const struct schema *own);

#endif

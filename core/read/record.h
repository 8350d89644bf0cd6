/* SPDX-License-Identifier: MIT */
/* A record: one paper's fields, folded, with the identifier that it is known by. */
#ifndef LAPIDARY_READ_RECORD_H
#define LAPIDARY_READ_RECORD_H

#include "text/arena.h"
#include "text/buffer.h"

/* The fields that every record has a place for; a reader's further ones come behind them. */
enum record_field {
    FIELD_TITLE,
    FIELD_ABSTRACT,
    FIELD_COMMENTS,
    FIELD_AUTHORS_COUNT,
    FIELD_ORGANIZATION,
    FIELD_PUBLISHED,
    FIELD_URL,
    FIELD_COUNT
};

/* The fields of all records of a run, in the order in which rows stand. */
struct record_fields {
    const char **names; /* the FIELD_COUNT above, then further ones */
    size_t count;
};

/* The fixed fields and those of extra that are none of them, each once; in arena. */
struct record_fields record_fields_of(struct arena *arena, const char *const *extra, size_t count);

/* The index of a field's name, or SIZE_MAX. */
size_t record_field_index(const struct record_fields *fields, const char *name);

/* What a reader calls the identifier that the source has; no field, but the record's id. */
#define RECORD_ID_COLUMN "id"

struct record {
    const char *source;
    size_t number; /* its place in the input, from 1 */
    size_t line;   /* from 1 */
    char *id;
    struct lap_field *fields; /* as many as the run has */
    size_t field_count;
    size_t replaced_bytes;
    const char *kept; /* the fields and then their texts once more, for record_put_back() */
};

/* Where the columns of a reader belong: an index into the run's fields, or SIZE_MAX for the id. */
struct record_shape {
    const struct record_fields *fields;
    const size_t *places;
    size_t count;
};

/* Makes a record of a reader's raw values, everything in arena: white space folded, bad bytes
 * replaced, the id made where the source has none (`sha256:` and 16 digits over title, line feed,
 * abstract). False where it has neither title nor abstract. source, number and line are the
 * caller's to set. */
bool record_make(struct arena *arena, struct buffer *scratch, const struct record_shape *shape,
                 const struct lap_str *values, struct record *record);

/* A copy of a record, all of it in arena. */
struct record record_copy(struct arena *arena, const struct record *record);

/* Puts fields and texts back as they were made; true where anything was changed since. Extractors
 * are lent them, and one that writes there must not change them for the others. */
bool record_put_back(const struct record *record);

#endif

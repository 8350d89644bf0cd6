/* SPDX-License-Identifier: MIT */
/* Records, rows and rejects as CSV lines of their tables. */
#ifndef LAPIDARY_WORKERS_ENCODE_H
#define LAPIDARY_WORKERS_ENCODE_H

#include "read/record.h"
#include "row/row.h"
#include "write/csv.h"

/* What could not be read or taken. Members that nobody knows are 0 or NULL. */
struct reject {
    const char *source;
    size_t record;
    size_t line;
    const char *stage; /* one of schemas/rejects.yaml's */
    const char *plugin;
    const char *pattern;
    struct lap_str reason;
};

void encode_reject(struct buffer *out, struct csv_style style, const struct reject *reject);

/* A record's rows of a facet's table, whose columns are schemas/facet.yaml's with the own ones
 * among them. */
void encode_rows(struct buffer *out, struct csv_style style, const struct declaration *declaration,
                 const struct record *record, const struct row *rows, size_t count);

/* How a record becomes a line of records.csv. */
struct record_encoder {
    const struct schema *schema;
    size_t *origins;         /* what each column is filled from */
    struct cell_rule *rules; /* the schema's */
    size_t duplicate_column; /* where duplicate_of stands */
};

/* False and a fault where the schema is wrong; record_encoder_release takes back what it took. */
bool record_encoder_make(struct record_encoder *encoder, const struct schema *schema,
                         const struct record_fields *fields, struct faults *faults);
void record_encoder_release(struct record_encoder *encoder);

/* Hears of a cell that was left empty since its column refuses what the input says. */
struct refusal_taker {
    void *context;
    void (*take)(void *context, const struct record *record, struct lap_str reason);
};

/* The cells before duplicate_of, without a line end, and those behind it with one. A cell that its
 * column refuses is left empty and told to taker. */
void encode_record_head(struct buffer *out, struct csv_style style,
                        const struct record_encoder *encoder, const struct record *record,
                        struct arena *arena, const struct refusal_taker *taker);
void encode_record_tail(struct buffer *out, struct csv_style style,
                        const struct record_encoder *encoder, const struct record *record,
                        struct arena *arena, const struct refusal_taker *taker);

#endif

/* SPDX-License-Identifier: MIT */
/* A row of a facet: a plugin's offer, checked against the table's schema and the record. */
#ifndef LAPIDARY_ROW_ROW_H
#define LAPIDARY_ROW_ROW_H

#include "declare/declaration.h"
#include "read/record.h"
#include "row/cell.h"

struct row {
    size_t field;
    struct lap_span span; /* bytes of the field's text */
    size_t start;         /* code points of the field's text, from 0; see rows_locate */
    size_t end;
    size_t pattern;                 /* index into the declaration's */
    size_t order;                   /* of the offers for one record, from 0 */
    const struct lap_match *origin; /* the match that it comes from; the caller's */
    struct lap_str match;
    struct lap_str context;
    struct lap_str *cells; /* one for each own column */
};

/* What a facet's rows are checked against. */
struct row_rules {
    const struct declaration *declaration;
    struct cell_rule *cells; /* the own columns' */
};

/* False and faults where the schema has a pattern that is none; row_rules_release frees the cells.
 */
bool row_rules_make(struct row_rules *rules, const struct declaration *declaration,
                    struct faults *faults);
void row_rules_release(struct row_rules *rules);

/* Makes a row of an offer that names a match, everything in arena; false and a reason where the
 * offer's place is no part of the record, or a value breaks the schema. */
bool row_make(const struct row_rules *rules, const struct record *record,
              const struct lap_row *offer, struct arena *arena, struct row *row,
              struct buffer *reason);

/* The text around a span: up to 40 code points to each side, cut at spaces. */
struct lap_span row_context(struct lap_str text, struct lap_span span);

/* Fills in the code points of rows that stand in the order of fields and places. */
void rows_locate(struct row *rows, size_t count, const struct record *record);

/* Puts rows in the order of fields and places and settles those that overlap: leftmost, then
 * longest, then the declaration's order, then the first offered. Gives how many are left, at the
 * front. */
size_t rows_settle(struct row *rows, size_t count);

#endif

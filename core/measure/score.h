/* SPDX-License-Identifier: MIT */
/* A facet's table against the same table marked by hand. */
#ifndef LAPIDARY_MEASURE_SCORE_H
#define LAPIDARY_MEASURE_SCORE_H

#include "declare/schema.h"
#include "measure/sheet.h"

/* Precision, recall and their harmonic mean. */
struct figures {
    double precision;
    double recall;
    double f1;
};

/* Each marked row is paired with at most one found row that overlaps it in the same record and
 * field, the widest overlaps first; a pair is right where the own columns agree as well. Found rows
 * of records that were not marked are left out. */
struct score {
    size_t marked;
    size_t found;
    size_t *pairs;  /* for each marked row: the found row, or SIZE_MAX */
    bool *is_right; /* for each marked row */
    bool *is_read;  /* for each found row: its record was marked */
    bool *is_used;  /* for each found row: it has a pair */
    struct figures span;
    struct figures value;
};

/* Each gives false and a fault where the sheet of a file lacks what rows are compared by: columns,
 * up to NULL, or the columns of a row's place, with whole numbers as offsets. */
bool score_has_columns(const struct sheet *sheet, const char *file, const char *const *columns,
                       struct faults *faults);
bool score_has_places(const struct sheet *table, const char *file, struct faults *faults);

/* own says which columns must agree and how; records is the table of marked records. score_release
 * takes back what it took. */
struct score score_make(const struct schema *own, const struct sheet *records,
                        const struct sheet *marked, const struct sheet *found);
void score_release(struct score *score);

#endif

/* SPDX-License-Identifier: MIT */
/* A CSV file in memory, read through libcsv. */
#ifndef LAPIDARY_MEASURE_SHEET_H
#define LAPIDARY_MEASURE_SHEET_H

#include "text/arena.h"
#include "text/faults.h"

struct sheet {
    struct arena arena;
    struct lap_str *header;
    size_t column_count;
    struct lap_str *cells; /* row after row, column_count each */
    size_t row_count;
};

/* Reads a file with a header line; a row that is short is filled with empty cells, one that is too
 * long is a fault. False and a fault where it cannot be read. sheet_release takes back what
 * sheet_read took, also after it failed. */
bool sheet_read(struct sheet *sheet, const char *file, struct faults *faults);
void sheet_release(struct sheet *sheet);

/* The column of a name, or SIZE_MAX. */
size_t sheet_column(const struct sheet *sheet, const char *name);

/* A cell without white space at its ends; empty where the sheet has no such column. */
struct lap_str sheet_cell(const struct sheet *sheet, size_t row, const char *column);

#endif

/* SPDX-License-Identifier: MIT */
/* Cells as CSV: RFC 4180 quoting where it is needed, and the variant for spreadsheets. */
#ifndef LAPIDARY_WRITE_CSV_H
#define LAPIDARY_WRITE_CSV_H

#include <stdint.h>

#include "text/buffer.h"

struct csv_style {
    bool has_crlf;       /* lines end with CR LF instead of LF */
    bool is_spreadsheet; /* byte-order mark, CR LF, no cell that runs as a formula */
};

/* What stands before the header line: nothing, or the byte-order mark. */
void csv_begin(struct buffer *buffer, struct csv_style style);

/* One cell, quoted only where it holds a comma, a quote, CR or LF, or is the only cell of its line
 * and empty; is_first says that no comma comes before it. For spreadsheets a cell of text that
 * begins with zero or more apostrophes and then = + - @, one of these in full width, TAB, CR or LF
 * gets one apostrophe in front, unless is_number. */
void csv_cell(struct buffer *buffer, struct csv_style style, struct lap_str cell, bool is_first,
              bool is_number);

/* A cell of a whole number that is not the line's first. */
void csv_count(struct buffer *buffer, uint64_t count);

void csv_end_line(struct buffer *buffer, struct csv_style style);

#endif

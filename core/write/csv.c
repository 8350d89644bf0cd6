/* SPDX-License-Identifier: MIT */
/* Cells as CSV: RFC 4180 quoting where it is needed, and the variant for spreadsheets. */
#include "write/csv.h"

#include <csv.h>

/* NUL is not among them: it goes to the table as it stands, with no quotes for its sake. A reader
 * that takes cells by length (libcsv, Python 3.11 and later) gives it back; one that ends text at
 * NUL cuts the cell short there, and quotes would not help it. */
static const bool needs_quotes[256] = {[','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};

static const bool starts_formula[256] = {['='] = true,  ['+'] = true,  ['-'] = true, ['@'] = true,
                                         ['\t'] = true, ['\r'] = true, ['\n'] = true};

/* Millions of cells come by and nearly all of them are short and plain, so that a loop without a
 * way out is faster than one that stops at the first find. */
static bool is_plain(struct lap_str cell)
{
    bool is_special = false;

    for (size_t i = 0; i < cell.size; i++)
        is_special |= needs_quotes[(unsigned char)cell.bytes[i]];
    return !is_special;
}

static bool is_formula(struct lap_str cell)
{
    size_t i = 0;

    while (i < cell.size && cell.bytes[i] == '\'')
        i++;
    return i < cell.size && starts_formula[(unsigned char)cell.bytes[i]];
}

static void add_plain(struct buffer *buffer, struct lap_str cell, bool is_guarded)
{
    if (is_guarded)
        buffer_add_char(buffer, '\'');
    buffer_add_str(buffer, cell);
}

static void add_quoted(struct buffer *buffer, struct lap_str cell, bool is_guarded)
{
    size_t guard = is_guarded ? 1 : 0;
    size_t room = 2 * cell.size + 2; /* each byte a quote, and the two around them */
    char *place = buffer_room(buffer, guard + room);

    buffer->size += guard + csv_write(place + guard, room, cell.bytes, cell.size);
    if (is_guarded)
        memcpy(place, "\"'", 2); /* the apostrophe belongs inside: libcsv's quote gives way to it */
}

void csv_begin(struct buffer *buffer, struct csv_style style)
{
    if (style.is_spreadsheet)
        buffer_add(buffer, "\xEF\xBB\xBF", 3);
}

void csv_cell(struct buffer *buffer, struct csv_style style, struct lap_str cell, bool is_first,
              bool is_number)
{
    bool is_guarded = style.is_spreadsheet && !is_number && is_formula(cell);

    if (!is_first)
        buffer_add_char(buffer, ',');
    if (is_plain(cell))
        add_plain(buffer, cell, is_guarded);
    else
        add_quoted(buffer, cell, is_guarded);
}

/* A line on which nothing was written holds one empty cell; unquoted, readers would pass it over as
 * a blank line. A cell that ends with a line end is quoted, so the last byte tells. */
static bool is_line_bare(const struct buffer *buffer)
{
    return buffer->size == 0 || buffer->bytes[buffer->size - 1] == '\n';
}

void csv_end_line(struct buffer *buffer, struct csv_style style)
{
    if (is_line_bare(buffer))
        buffer_add(buffer, "\"\"", 2);
    if (style.has_crlf || style.is_spreadsheet)
        buffer_add_char(buffer, '\r');
    buffer_add_char(buffer, '\n');
}

/* SPDX-License-Identifier: MIT */
/* Cells as CSV: RFC 4180 quoting where it is needed, and the variant for spreadsheets. */
#include "write/csv.h"

#include <csv.h>
#include <string.h>

#include "text/bytes16.h"
#include "text/number.h"

/* What a cell that is run may begin with (OWASP, "CSV Injection"). */
static const char *const formula_signs[] = {"=",  "+",      "-",      "@",      "\t",     "\r",
                                            "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", NULL};

/* True where nothing in a cell needs quotes. NUL does not: it goes to the table as it stands. A
 * reader that takes cells by length (libcsv, Python 3.11 and later) gives it back; one that ends
 * text at NUL cuts the cell short there, and quotes would not help it. */
static bool is_plain(struct lap_str cell)
{
    static const bool needs_quotes[256] = {
        [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    bytes16 special = {0};
    bool is_special = false;
    size_t i = 0;

    for (; cell.size - i >= sizeof special; i += sizeof special) {
        bytes16 bytes = bytes16_at(cell.bytes + i);

        special |= (bytes16)(bytes == ',') | (bytes16)(bytes == '"') | (bytes16)(bytes == '\r') |
                   (bytes16)(bytes == '\n');
    }
    for (; i < cell.size; i++)
        is_special |= needs_quotes[(uint8_t)cell.bytes[i]];
    return !is_special && !bytes16_is_any(special);
}

static bool is_formula(struct lap_str cell)
{
    size_t i = 0;

    while (i < cell.size && cell.bytes[i] == '\'')
        i++;
    for (const char *const *sign = formula_signs; *sign; sign++) {
        size_t size = strlen(*sign);

        if (cell.size - i >= size && memcmp(cell.bytes + i, *sign, size) == 0)
            return true;
    }
    return false;
}

static void add_quoted(struct buffer *buffer, struct lap_str cell, size_t guard)
{
    size_t room = 2 * cell.size + 2; /* each byte a quote, and the two around them */
    char *place = buffer_room(buffer, guard + room);

    buffer->size += guard + csv_write(place + guard, room, cell.bytes, cell.size);
    if (guard)
        memcpy(place, "\"'", 2); /* the apostrophe belongs inside: libcsv's quote gives way to it */
}

void csv_begin(struct buffer *buffer, struct csv_style style)
{
    if (style.is_spreadsheet)
        buffer_add(buffer, "\xEF\xBB\xBF", 3);
}

/* Makes room behind the comma, which it adds unless the cell is the line's first. */
static char *room_behind_comma(struct buffer *buffer, size_t size, bool is_first)
{
    char *place = buffer_room(buffer, 1 + size);

    *place = ',';
    buffer->size += !is_first;
    return place + !is_first;
}

void csv_cell(struct buffer *buffer, struct csv_style style, struct lap_str cell, bool is_first,
              bool is_number)
{
    size_t guard = style.is_spreadsheet && !is_number && is_formula(cell) ? 1 : 0;
    char *place = room_behind_comma(buffer, guard + cell.size, is_first);

    if (!is_plain(cell)) {
        add_quoted(buffer, cell, guard);
        return;
    }
    if (guard)
        *place = '\'';
    if (cell.size)
        memcpy(place + guard, cell.bytes, cell.size);
    buffer->size += guard + cell.size;
}

void csv_count(struct buffer *buffer, uint64_t count)
{
    char *place = room_behind_comma(buffer, NUMBER_DIGITS, false);

    buffer->size += number_digits(count, place);
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

/* SPDX-License-Identifier: MIT */
/* A CSV file in memory, read through libcsv. */
#include "measure/sheet.h"

#include <csv.h>
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "process/memory.h"

/* A file while it is read. */
struct reading_sheet {
    struct sheet *sheet;
    size_t column;
    size_t room;     /* of cells */
    size_t count;    /* of cells */
    size_t too_long; /* the first row that is, from 1; 0 for none */
    bool has_header;
};

static void add_header(struct reading_sheet *reading, struct lap_str cell)
{
    struct sheet *sheet = reading->sheet;

    sheet->header = memory_grow(sheet->header, sheet->column_count + 1, sizeof *sheet->header);
    sheet->header[sheet->column_count++] = cell;
}

static void add_cell(struct reading_sheet *reading, struct lap_str cell)
{
    struct sheet *sheet = reading->sheet;

    if (reading->count == reading->room) {
        reading->room = reading->room ? 2 * reading->room : 1024;
        sheet->cells = memory_grow(sheet->cells, reading->room, sizeof *sheet->cells);
    }
    sheet->cells[reading->count++] = cell;
}

static void take_cell(void *bytes, size_t size, void *context)
{
    struct reading_sheet *reading = context;
    struct lap_str cell = {bytes, size};

    cell.bytes = arena_copy(&reading->sheet->arena, cell);
    if (!reading->has_header)
        add_header(reading, cell);
    else if (reading->column < reading->sheet->column_count)
        add_cell(reading, cell);
    else if (!reading->too_long)
        reading->too_long = reading->sheet->row_count + 1;
    reading->column++;
}

static void take_line_end(int end, void *context)
{
    struct reading_sheet *reading = context;

    (void)end;
    for (; reading->has_header && reading->column < reading->sheet->column_count; reading->column++)
        add_cell(reading, str_of(""));
    reading->sheet->row_count += reading->has_header;
    reading->has_header = true;
    reading->column = 0;
}

/* libcsv takes blanks off unquoted cells unless it is told that nothing is one. */
static int is_no_blank(unsigned char byte)
{
    (void)byte;
    return 0;
}

static bool parse(struct reading_sheet *reading, FILE *stream)
{
    struct csv_parser parser;
    char bytes[65536];
    bool is_good = csv_init(&parser, CSV_APPEND_NULL) == 0;
    bool is_first = true;
    size_t size;

    if (!is_good)
        return false;
    csv_set_space_func(&parser, is_no_blank);
    while (is_good && (size = fread(bytes, 1, sizeof bytes, stream)) > 0) {
        size_t mark = is_first && size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

        is_first = false;
        is_good = csv_parse(&parser, bytes + mark, size - mark, take_cell, take_line_end,
                            reading) == size - mark;
    }
    is_good = is_good && csv_fini(&parser, take_cell, take_line_end, reading) == 0;
    csv_free(&parser);
    return is_good && !ferror(stream);
}

bool sheet_read(struct sheet *sheet, const char *file, struct faults *faults)
{
    struct reading_sheet reading = {.sheet = sheet};
    FILE *stream = fopen(file, "rb");
    bool is_good;

    *sheet = (struct sheet){0};
    if (!stream) {
        faults_add(faults, "%s: %s; name a folder that holds it", file, strerror(errno));
        return false;
    }
    is_good = parse(&reading, stream);
    if (!is_good)
        faults_add(faults, "%s: it cannot be read as CSV; write it anew", file);
    if (is_good && reading.too_long) {
        faults_add(faults, "%s: row %zu has more cells than the header; correct it", file,
                   reading.too_long);
        is_good = false;
    }
    fclose(stream);
    return is_good;
}

void sheet_release(struct sheet *sheet)
{
    free(sheet->header);
    free(sheet->cells);
    arena_release(&sheet->arena);
}

size_t sheet_column(const struct sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->column_count; i++)
        if (str_is_equal(sheet->header[i], str_of(name)))
            return i;
    return SIZE_MAX;
}

struct lap_str sheet_cell(const struct sheet *sheet, size_t row, const char *column)
{
    size_t at = sheet_column(sheet, column);
    struct lap_str cell = {"", 0};

    if (at == SIZE_MAX)
        return cell;
    cell = sheet->cells[row * sheet->column_count + at];
    while (cell.size && isspace((unsigned char)cell.bytes[cell.size - 1]))
        cell.size--;
    while (cell.size && isspace((unsigned char)cell.bytes[0])) {
        cell.bytes++;
        cell.size--;
    }
    return cell;
}

/* SPDX-License-Identifier: MIT */
/* read_back DIR: reads the tables of a run with libcsv and holds them against what datapackage.json
 * and manifest.json say of them: columns, types, constraints, keys, counts, and the quoting byte
 * for byte. Prints a line for each table; tells the first fault of a table and ends with 1. */
#include <csv.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_tree.h>

#include "write/csv.h"

struct reading {
    const char *table;
    yajl_val schema;
    yajl_val fields;
    size_t column;
    size_t row; /* 0: the header */
    struct csv_style style;
    struct buffer again; /* the cells, written once more */
    struct buffer key;   /* record and source of the row */
    bool is_primary;     /* keys are the records' own; else they refer to them */
    void **records;      /* tree of the records' keys */
    bool has_fault;
};

__attribute__((format(printf, 2, 3))) static void fault(struct reading *reading, const char *format,
                                                        ...)
{
    va_list list;

    if (reading->has_fault)
        return;
    reading->has_fault = true;
    fprintf(stderr, "%s, row %zu, column %zu: ", reading->table, reading->row, reading->column + 1);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}

static struct buffer read_file(const char *folder, const char *name)
{
    struct buffer bytes = {0};
    struct buffer path = {0};
    size_t size;
    FILE *file;

    buffer_add_format(&path, "%s/%s", folder, name);
    file = fopen(buffer_text(&path), "rb");
    if (!file) {
        perror(buffer_text(&path));
        exit(1);
    }
    while ((size = fread(buffer_room(&bytes, 65536), 1, 65536, file)) > 0)
        bytes.size += size;
    fclose(file);
    buffer_release(&path);
    return bytes;
}

static yajl_val read_json(const char *folder, const char *name)
{
    struct buffer bytes = read_file(folder, name);
    char reason[256];
    yajl_val document = yajl_tree_parse(buffer_text(&bytes), reason, sizeof reason);

    if (!document) {
        fprintf(stderr, "%s/%s: %s\n", folder, name, reason);
        exit(1);
    }
    buffer_release(&bytes);
    return document;
}

/* The member of a map, or NULL. */
static yajl_val member(yajl_val map, const char *key)
{
    const char *path[] = {key, NULL};

    return map ? yajl_tree_get(map, path, yajl_t_any) : NULL;
}

static const char *text_of(yajl_val map, const char *key)
{
    yajl_val value = member(map, key);

    return YAJL_IS_STRING(value) ? value->u.string : "";
}

static double number_of(yajl_val map, const char *key, double otherwise)
{
    yajl_val value = member(map, key);

    return YAJL_IS_NUMBER(value) ? strtod(value->u.number.r, NULL) : otherwise;
}

static size_t length(yajl_val array)
{
    return YAJL_IS_ARRAY(array) ? array->u.array.len : 0;
}

/* ---- One cell ---- */

static void check_number(struct reading *reading, const char *type, yajl_val constraints,
                         const char *cell)
{
    char *end;
    double number = strtod(cell, &end);

    if (*end || (strcmp(type, "integer") == 0 && strspn(cell, "-0123456789") != strlen(cell)))
        fault(reading, "'%s' is no %s", cell, type);
    else if (number < number_of(constraints, "minimum", number) ||
             number > number_of(constraints, "maximum", number))
        fault(reading, "%s is out of bounds", cell);
}

static void check_choice(struct reading *reading, yajl_val choices, const char *cell)
{
    bool is_chosen = length(choices) == 0;

    for (size_t i = 0; i < length(choices) && !is_chosen; i++)
        is_chosen = strcmp(choices->u.array.values[i]->u.string, cell) == 0;
    if (!is_chosen)
        fault(reading, "'%s' is not in enum", cell);
}

static void check_cell(struct reading *reading, yajl_val field, const char *cell)
{
    const char *type = text_of(field, "type");
    yajl_val constraints = member(field, "constraints");

    if (*cell && strcmp(type, "string") != 0)
        check_number(reading, type, constraints, cell);
    if (*cell)
        check_choice(reading, member(constraints, "enum"), cell);
    else if (member(constraints, "required"))
        fault(reading, "is empty");
}

static void note_key(struct reading *reading, const char *column, const char *cell)
{
    if (strcmp(column, "source") == 0 || strcmp(column, "record") == 0)
        buffer_add_format(&reading->key, "%s\t", cell);
}

static void take_cell(void *bytes, size_t size, void *context)
{
    struct reading *reading = context;
    struct lap_str cell = {bytes, size};
    bool is_first = reading->column == 0;
    struct buffer text = {0};
    yajl_val field;

    csv_cell(&reading->again, reading->style, cell, is_first, false);
    buffer_add_str(&text, cell);
    if (reading->column < length(reading->fields)) {
        field = reading->fields->u.array.values[reading->column];
        if (reading->row > 0)
            check_cell(reading, field, buffer_text(&text));
        else if (strcmp(buffer_text(&text), text_of(field, "name")) != 0)
            fault(reading, "'%s' is not the column's name", buffer_text(&text));
        note_key(reading, text_of(field, "name"), buffer_text(&text));
    }
    buffer_release(&text);
    reading->column++;
}

/* ---- One line ---- */

static int compare_keys(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void check_key(struct reading *reading)
{
    const char *key = buffer_text(&reading->key);

    if (reading->is_primary) {
        char *copy = strdup(key);

        if (*(char **)tsearch(copy, reading->records, compare_keys) != copy) {
            fault(reading, "the key stands twice");
            free(copy);
        }
    } else if (member(reading->schema, "foreignKeys") &&
               !tfind(key, reading->records, compare_keys)) {
        fault(reading, "records.csv has no such record");
    }
}

static void take_line(int end, void *context)
{
    struct reading *reading = context;

    (void)end;
    if (reading->column != length(reading->fields))
        fault(reading, "%zu cells, not %zu", reading->column, length(reading->fields));
    if (reading->row > 0)
        check_key(reading);
    csv_end_line(&reading->again, reading->style);
    reading->key.size = 0;
    reading->column = 0;
    reading->row++;
}

/* ---- One table ---- */

/* libcsv trims cells that are not quoted, unless it is told that nothing is a space. */
static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void parse(struct reading *reading, struct lap_str csv)
{
    struct csv_parser parser;

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        exit(1);
    csv_set_space_func(&parser, is_no_space);
    if (csv_parse(&parser, csv.bytes, csv.size, take_cell, take_line, reading) != csv.size ||
        csv_fini(&parser, take_cell, take_line, reading) != 0)
        fault(reading, "libcsv: %s", csv_strerror(csv_error(&parser)));
    csv_free(&parser);
}

static double rows_in_manifest(yajl_val manifest, const char *table)
{
    yajl_val tables = member(manifest, "tables");

    for (size_t i = 0; i < length(tables); i++)
        if (strcmp(text_of(tables->u.array.values[i], "name"), table) == 0)
            return number_of(tables->u.array.values[i], "rows", -1);
    return -1;
}

/* The bytes behind the mark that a spreadsheet wants. */
static struct lap_str without_mark(struct reading *reading, const struct buffer *bytes,
                                   bool has_mark)
{
    struct buffer mark = {0};
    struct lap_str csv = buffer_str(bytes);

    csv_begin(&mark, (struct csv_style){.is_spreadsheet = has_mark});
    if (csv.size < mark.size || memcmp(csv.bytes, buffer_str(&mark).bytes, mark.size) != 0)
        fault(reading, "the byte-order mark is missing");
    else
        csv = str_part(csv, (struct lap_span){mark.size, csv.size});
    buffer_release(&mark);
    return csv;
}

static bool read_table(const char *folder, yajl_val resource, yajl_val manifest, void **records)
{
    struct buffer bytes = read_file(folder, text_of(resource, "path"));
    yajl_val dialect = member(resource, "dialect");
    yajl_val schema = member(resource, "schema");
    struct reading reading = {
        .table = text_of(resource, "name"),
        .schema = schema,
        .fields = member(schema, "fields"),
        .style = {.has_crlf = strcmp(text_of(dialect, "lineTerminator"), "\r\n") == 0},
        .is_primary = member(schema, "primaryKey"),
        .records = records,
    };
    struct lap_str csv = without_mark(&reading, &bytes, member(dialect, "byteOrderMark"));

    parse(&reading, csv);
    if (!str_is_equal(buffer_str(&reading.again), csv))
        fault(&reading, "the cells written once more give other bytes");
    if ((double)bytes.size != number_of(resource, "bytes", -1))
        fault(&reading, "%zu bytes, which datapackage.json does not say", bytes.size);
    if ((double)reading.row - 1 != rows_in_manifest(manifest, reading.table))
        fault(&reading, "%zu rows, which manifest.json does not say", reading.row - 1);
    if (!reading.has_fault)
        printf("%s: %zu rows, %zu columns\n", reading.table, reading.row - 1,
               length(reading.fields));
    buffer_release(&reading.again);
    buffer_release(&reading.key);
    buffer_release(&bytes);
    return !reading.has_fault;
}

int main(int count, char **arguments)
{
    void *records = NULL;
    bool is_good = true;
    yajl_val package;
    yajl_val manifest;
    yajl_val resources;

    if (count != 2) {
        fputs("read_back DIR\n", stderr);
        return 2;
    }
    package = read_json(arguments[1], "datapackage.json");
    manifest = read_json(arguments[1], "manifest.json");
    resources = member(package, "resources");
    for (size_t i = 0; i < length(resources); i++)
        is_good &= read_table(arguments[1], resources->u.array.values[i], manifest, &records);
    tdestroy(records, free);
    yajl_tree_free(manifest);
    yajl_tree_free(package);
    return is_good ? 0 : 1;
}

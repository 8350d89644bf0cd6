/* SPDX-License-Identifier: MIT */
/* datapackage.json: the tables as a Data Package 2.0. */
#include <math.h>

#include "write/describe.h"
#include "write/document.h"

#define PROFILES "https://datapackage.org/profiles/2.0/"

/* Which record a row belongs to: the key of records.csv, which the facets' tables refer to. */
static const char *const record_key[] = {"source", "record", NULL};

static void write_texts(struct json *json, const char *key, const char *const *texts)
{
    member_array(json, key);
    for (; *texts; texts++)
        json_text(json, *texts);
    json_close_array(json);
}

/* The guard of spreadsheets puts an apostrophe before a cell that matched without one. */
static void write_pattern(struct json *json, const char *pattern, struct csv_style style)
{
    struct buffer guarded = {0};

    if (style.is_spreadsheet)
        buffer_add_format(&guarded, "'?(%s)", pattern);
    else
        buffer_add_str(&guarded, str_of(pattern));
    json_key(json, "pattern");
    json_str(json, buffer_str(&guarded));
    buffer_release(&guarded);
}

static bool has_constraints(const struct column *column)
{
    return column->is_required || column->pattern || column->allowed ||
           column->minimum > -INFINITY || column->maximum < INFINITY;
}

static void write_constraints(struct json *json, const struct column *column,
                              struct csv_style style)
{
    if (!has_constraints(column))
        return;
    member_map(json, "constraints");
    if (column->is_required)
        member_truth(json, "required", true);
    if (column->pattern)
        write_pattern(json, column->pattern, style);
    if (column->allowed)
        write_texts(json, "enum", column->allowed);
    if (column->minimum > -INFINITY)
        member_number(json, "minimum", column->minimum);
    if (column->maximum < INFINITY)
        member_number(json, "maximum", column->maximum);
    json_close_map(json);
}

static void write_field(struct json *json, const struct column *column, struct csv_style style)
{
    json_open_map(json);
    member_text(json, "name", column->name);
    member_text(json, "type", column_type_name(column->type));
    if (column->doc)
        member_text(json, "description", column->doc);
    write_constraints(json, column, style);
    json_close_map(json);
}

static void write_foreign_key(struct json *json)
{
    member_array(json, "foreignKeys");
    json_open_map(json);
    write_texts(json, "fields", record_key);
    member_map(json, "reference");
    member_text(json, "resource", "records");
    write_texts(json, "fields", record_key);
    json_close_map(json);
    json_close_map(json);
    json_close_array(json);
}

static void write_schema(struct json *json, const struct schema *schema, struct csv_style style)
{
    static const char *const missing[] = {"", NULL};
    bool is_facet = schema->own_start > 0;

    member_map(json, "schema");
    member_text(json, "$schema", PROFILES "tableschema.json");
    member_array(json, "fields");
    for (size_t i = 0; i < schema->count; i++)
        write_field(json, &schema->columns[i], style);
    json_close_array(json);
    write_texts(json, "missingValues", missing);
    if (strcmp(schema->table, "records") == 0)
        write_texts(json, "primaryKey", record_key);
    if (is_facet)
        write_foreign_key(json);
    json_close_map(json);
}

/* The profile has no word for a byte-order mark, so that it stands under one of ours. */
static void write_dialect(struct json *json, struct csv_style style)
{
    member_map(json, "dialect");
    member_text(json, "$schema", PROFILES "tabledialect.json");
    member_text(json, "lineTerminator", style.has_crlf || style.is_spreadsheet ? "\r\n" : "\n");
    if (style.is_spreadsheet)
        member_truth(json, "byteOrderMark", true);
    json_close_map(json);
}

static void write_resource(struct json *json, const struct table *table, struct csv_style style)
{
    struct buffer text = {0};

    json_open_map(json);
    member_text(json, "$schema", PROFILES "dataresource.json");
    member_text(json, "name", table->schema->table);
    member_text(json, "type", "table");
    if (table->schema->title)
        member_text(json, "title", table->schema->title);
    buffer_add_format(&text, "%s.csv", table->schema->table);
    member_text(json, "path", buffer_text(&text));
    member_text(json, "format", "csv");
    member_text(json, "mediatype", "text/csv");
    member_text(json, "encoding", "utf-8");
    member_count(json, "bytes", table->bytes);
    text.size = 0;
    buffer_add_format(&text, "sha256:%s", table->sha256);
    member_text(json, "hash", buffer_text(&text));
    write_dialect(json, style);
    write_schema(json, table->schema, style);
    json_close_map(json);
    buffer_release(&text);
}

bool describe_package(struct output *output, const struct table *const *tables, size_t table_count,
                      struct csv_style style, struct faults *faults)
{
    struct json *json = json_begin();

    json_open_map(json);
    member_text(json, "$schema", PROFILES "datapackage.json");
    member_text(json, "name", "lapidary-run");
    member_array(json, "resources");
    for (size_t i = 0; i < table_count; i++)
        write_resource(json, tables[i], style);
    json_close_array(json);
    member_map(json, "lapidary");
    member_truth(json, "spreadsheet", style.is_spreadsheet);
    json_close_map(json);
    json_close_map(json);
    return document_add(json, output, "datapackage.json", faults);
}

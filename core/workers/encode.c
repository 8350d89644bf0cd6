/* SPDX-License-Identifier: MIT */
/* Records, rows and rejects as CSV lines of their tables. */
#include "workers/encode.h"

#include <stdlib.h>

#include "process/memory.h"
#include "text/utf8.h"

/* A place that counts from 1; an empty cell for 0. */
static void add_place(struct buffer *out, struct csv_style style, size_t place)
{
    if (place)
        csv_count(out, place);
    else
        csv_cell(out, style, str_of(""), false, true);
}

static void add_text(struct buffer *out, struct csv_style style, struct lap_str text)
{
    csv_cell(out, style, text, false, false);
}

/* A reason may quote an input, a file's name or a plugin's words: bytes of any kind. */
static void add_reason(struct buffer *out, struct csv_style style, struct lap_str reason)
{
    struct buffer folded = {0};

    utf8_fold(&folded, reason);
    add_text(out, style, buffer_str(&folded));
    buffer_release(&folded);
}

void encode_reject(struct buffer *out, struct csv_style style, const struct reject *reject)
{
    csv_cell(out, style, str_of(reject->source), true, false);
    add_place(out, style, reject->record);
    add_place(out, style, reject->line);
    add_text(out, style, str_of(reject->stage));
    add_text(out, style, str_of(reject->plugin));
    add_text(out, style, str_of(reject->pattern));
    add_reason(out, style, reject->reason);
    csv_end_line(out, style);
}

/* The cells that say which record a row is of; a line begins with them. */
static void add_origin(struct buffer *out, struct csv_style style, const struct record *record)
{
    csv_cell(out, style, str_of(record->id), true, false);
    add_text(out, style, str_of(record->source));
    csv_count(out, record->number);
    add_text(out, style, record->fields[FIELD_TITLE].text);
}

static void add_finding(struct buffer *out, struct csv_style style,
                        const struct declaration *declaration, const struct record *record,
                        const struct row *row)
{
    add_text(out, style, str_of(record->fields[row->field].name));
    csv_count(out, row->start);
    csv_count(out, row->end);
    add_text(out, style, row->match);
    for (size_t i = 0; i < declaration->own->count; i++)
        csv_cell(out, style, row->cells[i], false,
                 declaration->own->columns[i].type != COLUMN_STRING);
    add_text(out, style, str_of(declaration->patterns[row->pattern].id));
    add_text(out, style, row->context);
    csv_end_line(out, style);
}

void encode_rows(struct buffer *out, struct csv_style style, const struct declaration *declaration,
                 const struct record *record, const struct row *rows, size_t count)
{
    size_t begin = out->size;
    size_t origin = 0; /* the size of the first line's, which the others copy */

    for (size_t i = 0; i < count; i++) {
        if (i == 0) {
            add_origin(out, style, record);
            origin = out->size - begin;
        } else {
            buffer_room(out, origin);
            buffer_add(out, out->bytes + begin, origin);
        }
        add_finding(out, style, declaration, record, &rows[i]);
    }
}

/* Where a cell of records.csv comes from. */
enum origin { FROM_ID, FROM_SOURCE, FROM_NUMBER, FROM_LINE, FROM_NOTHING, FROM_FIELD };

/* The columns that are no fields. */
static const char *const places[] = {[FROM_ID] = "record_id",
                                     [FROM_SOURCE] = "source",
                                     [FROM_NUMBER] = "record",
                                     [FROM_LINE] = "line",
                                     [FROM_NOTHING] = "duplicate_of"};

/* FROM_FIELD and more: which field. */
static size_t origin_of(const struct record_fields *fields, const char *column)
{
    size_t origin = 0;

    while (origin < FROM_FIELD && strcmp(places[origin], column) != 0)
        origin++;
    if (origin < FROM_FIELD)
        return origin;
    origin = record_field_index(fields, column);
    return origin == SIZE_MAX ? FROM_NOTHING : FROM_FIELD + origin;
}

bool record_encoder_make(struct record_encoder *encoder, const struct schema *schema,
                         const struct record_fields *fields, struct faults *faults)
{
    *encoder = (struct record_encoder){.schema = schema};
    encoder->origins = memory_take(schema->count, sizeof *encoder->origins);
    for (size_t i = 0; i < schema->count; i++) {
        encoder->origins[i] = origin_of(fields, schema->columns[i].name);
        if (strcmp(schema->columns[i].name, places[FROM_NOTHING]) == 0)
            encoder->duplicate_column = i;
    }
    encoder->rules = cell_rules_of(schema, 0, schema->count, faults);
    return encoder->rules != NULL;
}

void record_encoder_release(struct record_encoder *encoder)
{
    cell_rules_free(encoder->rules, encoder->rules ? encoder->schema->count : 0);
    free(encoder->origins);
    encoder->rules = NULL;
    encoder->origins = NULL;
}

static struct lap_value value_of(size_t origin, const struct record *record)
{
    switch (origin) {
    case FROM_ID:
        return lap_text(str_of(record->id));
    case FROM_SOURCE:
        return lap_text(str_of(record->source));
    case FROM_NUMBER:
        return lap_number((double)record->number);
    case FROM_LINE:
        return lap_number((double)record->line);
    case FROM_NOTHING:
        return lap_empty();
    default:
        return lap_text(record->fields[origin - FROM_FIELD].text);
    }
}

static void add_cells(struct buffer *out, struct csv_style style,
                      const struct record_encoder *encoder, struct lap_span columns,
                      const struct record *record, struct arena *arena,
                      const struct refusal_taker *taker)
{
    struct buffer reason = {0};

    for (size_t i = columns.start; i < columns.end; i++) {
        struct lap_value value = value_of(encoder->origins[i], record);
        struct lap_str cell;

        if (!cell_of_value(&encoder->rules[i], &value, arena, &cell, &reason)) {
            taker->take(taker->context, record, buffer_str(&reason));
            reason.size = 0;
            cell = str_of("");
        }
        csv_cell(out, style, cell, i == 0, encoder->schema->columns[i].type != COLUMN_STRING);
    }
    buffer_release(&reason);
}

void encode_record_head(struct buffer *out, struct csv_style style,
                        const struct record_encoder *encoder, const struct record *record,
                        struct arena *arena, const struct refusal_taker *taker)
{
    add_cells(out, style, encoder, (struct lap_span){0, encoder->duplicate_column}, record, arena,
              taker);
}

void encode_record_tail(struct buffer *out, struct csv_style style,
                        const struct record_encoder *encoder, const struct record *record,
                        struct arena *arena, const struct refusal_taker *taker)
{
    add_cells(out, style, encoder,
              (struct lap_span){encoder->duplicate_column + 1, encoder->schema->count}, record,
              arena, taker);
    csv_end_line(out, style);
}

/* SPDX-License-Identifier: MIT */
/* Records, rows and rejects as CSV lines of their tables. */
#include "workers/encode.h"

#include <inttypes.h>
#include <stdio.h>

#include "text/utf8.h"

/* A whole number's cell; none for 0. */
static void add_count(struct buffer *out, struct csv_style style, size_t count)
{
    char digits[24];
    int size = count ? snprintf(digits, sizeof digits, "%zu", count) : 0;

    csv_cell(out, style, (struct lap_str){digits, (size_t)size}, false, true);
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
    add_count(out, style, reject->record);
    add_count(out, style, reject->line);
    add_text(out, style, str_of(reject->stage));
    add_text(out, style, str_of(reject->plugin));
    add_text(out, style, str_of(reject->pattern));
    add_reason(out, style, reject->reason);
    csv_end_line(out, style);
}

static void add_offset(struct buffer *out, struct csv_style style, size_t offset)
{
    if (offset)
        add_count(out, style, offset);
    else
        csv_cell(out, style, str_of("0"), false, true);
}

void encode_row(struct buffer *out, struct csv_style style, const struct declaration *declaration,
                const struct record *record, const struct row *row)
{
    csv_cell(out, style, str_of(record->id), true, false);
    add_text(out, style, str_of(record->source));
    add_count(out, style, record->number);
    add_text(out, style, record->fields[FIELD_TITLE].text);
    add_text(out, style, str_of(record->fields[row->field].name));
    add_offset(out, style, row->start);
    add_offset(out, style, row->end);
    add_text(out, style, row->match);
    for (size_t i = 0; i < declaration->own->count; i++)
        csv_cell(out, style, row->cells[i], false,
                 declaration->own->columns[i].type != COLUMN_STRING);
    add_text(out, style, str_of(declaration->patterns[row->pattern].id));
    add_text(out, style, row->context);
    csv_end_line(out, style);
}

bool record_encoder_make(struct record_encoder *encoder, const struct schema *schema,
                         const struct record_fields *fields, struct faults *faults)
{
    *encoder = (struct record_encoder){.schema = schema, .fields = fields};
    while (strcmp(schema->columns[encoder->duplicate_column].name, "duplicate_of") != 0)
        encoder->duplicate_column++;
    encoder->rules = cell_rules_of(schema, 0, schema->count, faults);
    return encoder->rules != NULL;
}

void record_encoder_release(struct record_encoder *encoder)
{
    cell_rules_free(encoder->rules, encoder->rules ? encoder->schema->count : 0);
    encoder->rules = NULL;
}

/* What the record has for a column: of the fixed ones the record's place, else a field. */
static struct lap_value value_of(const struct record_encoder *encoder, size_t column,
                                 const struct record *record)
{
    const char *name = encoder->schema->columns[column].name;
    size_t field;

    if (strcmp(name, "record_id") == 0)
        return lap_text(str_of(record->id));
    if (strcmp(name, "source") == 0)
        return lap_text(str_of(record->source));
    if (strcmp(name, "record") == 0)
        return lap_number((double)record->number);
    if (strcmp(name, "line") == 0)
        return lap_number((double)record->line);
    field = record_field_index(encoder->fields, name);
    return field == SIZE_MAX ? lap_empty() : lap_text(record->fields[field].text);
}

static void add_cells(struct buffer *out, struct csv_style style,
                      const struct record_encoder *encoder, struct lap_span columns,
                      const struct record *record, struct arena *arena,
                      const struct refusal_taker *taker)
{
    struct buffer reason = {0};

    for (size_t i = columns.start; i < columns.end; i++) {
        struct lap_value value = value_of(encoder, i, record);
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

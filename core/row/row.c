/* SPDX-License-Identifier: MIT */
/* A row of a facet: a plugin's offer, checked against the table's schema and the record. */
#include "row/row.h"

#include <stdlib.h>

#include "text/utf8.h"

enum { CONTEXT_POINTS = 40 };

bool row_rules_make(struct row_rules *rules, const struct declaration *declaration,
                    struct faults *faults)
{
    rules->declaration = declaration;
    rules->cells = cell_rules_of(declaration->own, 0, declaration->own->count, faults);
    return rules->cells != NULL;
}

void row_rules_release(struct row_rules *rules)
{
    cell_rules_free(rules->cells, rules->cells ? rules->declaration->own->count : 0);
    rules->cells = NULL;
}

struct lap_span row_context(struct lap_str text, struct lap_span span)
{
    struct lap_span context = {utf8_back(text, span.start, CONTEXT_POINTS),
                               utf8_forward(text, span.end, CONTEXT_POINTS)};

    if (context.start > 0 && text.bytes[context.start - 1] != ' ')
        while (context.start < span.start && text.bytes[context.start] != ' ')
            context.start++;
    if (context.end < text.size && text.bytes[context.end] != ' ')
        while (context.end > span.end && text.bytes[context.end - 1] != ' ')
            context.end--;
    while (context.start < span.start && text.bytes[context.start] == ' ')
        context.start++;
    while (context.end > span.end && text.bytes[context.end - 1] == ' ')
        context.end--;
    return context;
}

/* Where the offer stands, if that is a part of the record; else a reason. */
static bool check_place(const struct record *record, const struct lap_row *offer,
                        struct lap_str *text, struct buffer *reason)
{
    struct lap_span span = offer->span;

    if (offer->field >= record->field_count) {
        buffer_add_format(reason, "the row names field %zu, and the record has %zu", offer->field,
                          record->field_count);
        return false;
    }
    *text = record->fields[offer->field].text;
    if (span.start >= span.end || span.end > text->size) {
        buffer_add_format(reason,
                          "the row's span, bytes %zu to %zu, is no part of the field %s of %zu "
                          "bytes",
                          span.start, span.end, record->fields[offer->field].name, text->size);
        return false;
    }
    if (utf8_is_boundary(*text, span.start) && utf8_is_boundary(*text, span.end))
        return true;
    buffer_add_format(reason, "the row's span, bytes %zu to %zu of the field %s, cuts a character",
                      span.start, span.end, record->fields[offer->field].name);
    return false;
}

bool row_make(const struct row_rules *rules, const struct record *record,
              const struct lap_row *offer, struct arena *arena, struct row *row,
              struct buffer *reason)
{
    const struct declaration *declaration = rules->declaration;
    struct lap_str text;

    if (!check_place(record, offer, &text, reason))
        return false;
    if (!offer->values) {
        buffer_add_format(reason, "the row has no values");
        return false;
    }
    *row = (struct row){.field = offer->field,
                        .span = offer->span,
                        .pattern = offer->match->pattern,
                        .origin = offer->match,
                        .match = str_part(text, offer->span),
                        .context = str_part(text, row_context(text, offer->span))};
    row->cells = arena_take(arena, declaration->own->count * sizeof *row->cells);
    for (size_t i = 0; i < declaration->own->count; i++) {
        struct lap_value value = offer->values[i];

        /* What the plugin borrowed or asked for ends with its call; the row outlives it. */
        if (value.type == LAP_TEXT && value.text.size)
            value.text.bytes = arena_copy(arena, value.text);
        if (!cell_of_value(&rules->cells[i], &value, arena, &row->cells[i], reason))
            return false;
    }
    return true;
}

void rows_locate(struct row *rows, size_t count, const struct record *record)
{
    size_t bytes = 0; /* counted so far, in the field of the row before */
    size_t points = 0;

    for (size_t i = 0; i < count; i++) {
        struct row *row = &rows[i];
        struct lap_str text = record->fields[row->field].text;

        if (i == 0 || rows[i - 1].field != row->field)
            bytes = points = 0;
        points += utf8_count(str_part(text, (struct lap_span){bytes, row->span.start}));
        bytes = row->span.start;
        row->start = points;
        row->end = points + utf8_count(row->match);
    }
}

static int difference(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left;
    const struct row *b = right;
    int order = difference(a->field, b->field);

    if (order == 0)
        order = difference(a->span.start, b->span.start);
    if (order == 0)
        order = difference(b->span.end, a->span.end);
    if (order == 0)
        order = difference(a->pattern, b->pattern);
    return order ? order : difference(a->order, b->order);
}

size_t rows_settle(struct row *rows, size_t count)
{
    size_t kept = 0;

    if (count > 1)
        qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < count; i++) {
        bool overlaps = kept > 0 && rows[kept - 1].field == rows[i].field &&
                        rows[i].span.start < rows[kept - 1].span.end;

        if (!overlaps)
            rows[kept++] = rows[i];
    }
    return kept;
}

/* SPDX-License-Identifier: MIT */
/* The examples of a declaration, run: what was wanted and what was made. */
#include "workers/proof.h"

#include <math.h>
#include <stdlib.h>

#include "call/reader.h"

/* Examples are small; a reader's limit must not stand in their way. */
enum { EXAMPLE_LIMIT = 1 << 20 };

/* Columns of an example's row that are compared only where the example names them. */
static const char *const optional_columns[] = {"field", "start",  "end",  "pattern",
                                               "id",    "record", "line", NULL};

static void add_cell(struct proof_row *row, const char *column, const char *cell)
{
    if (cell && *cell)
        row->cells[row->count++] = (struct pair){.key = column, .value = cell};
}

static struct proof_row *add_row(struct arena *arena, struct proof_rows *rows, size_t most_cells)
{
    struct proof_row *items = rows->items;

    if ((rows->count & (rows->count + 1)) == 0) { /* full: 0, 1, 3, 7 ... rows */
        rows->items = arena_take(arena, (2 * rows->count + 1) * sizeof *items);
        if (items)
            memcpy(rows->items, items, rows->count * sizeof *items);
    }
    rows->items[rows->count].cells = arena_take(arena, most_cells * sizeof(struct pair));
    return &rows->items[rows->count++];
}

const char *proof_cell(const struct proof_row *row, const char *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->cells[i].key, column) == 0)
            return row->cells[i].value;
    return "";
}

static bool is_numeric(const struct declaration *declaration, const char *column)
{
    for (size_t i = 0; declaration->own && i < declaration->own->count; i++)
        if (strcmp(declaration->own->columns[i].name, column) == 0)
            return declaration->own->columns[i].type != COLUMN_STRING;
    return false;
}

bool proof_cell_agrees(const struct declaration *declaration, const char *column,
                       const char *wanted, const char *made)
{
    double a;
    double b;

    if (strcmp(wanted, made) == 0)
        return true;
    if (!*wanted || !*made || !is_numeric(declaration, column))
        return false;
    a = strtod(wanted, NULL);
    b = strtod(made, NULL);
    return fabs(a - b) <= 1e-9 * fabs(a);
}

bool proof_column_counts(const struct proof_row *wanted, const char *column)
{
    if (*proof_cell(wanted, column))
        return true;
    for (size_t i = 0; optional_columns[i]; i++)
        if (strcmp(optional_columns[i], column) == 0)
            return false;
    return true;
}

static bool has_same_cells(const struct declaration *declaration, const struct proof_row *wanted,
                           const struct proof_row *made, const struct proof_row *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        const char *column = columns->cells[i].key;

        if (proof_column_counts(wanted, column) &&
            !proof_cell_agrees(declaration, column, proof_cell(wanted, column),
                               proof_cell(made, column)))
            return false;
    }
    return true;
}

static bool rows_agree(const struct declaration *declaration, const struct proof_row *wanted,
                       const struct proof_row *made)
{
    return has_same_cells(declaration, wanted, made, wanted) &&
           has_same_cells(declaration, wanted, made, made);
}

static bool all_agree(const struct declaration *declaration, const struct proof *proof)
{
    if (proof->failure || proof->wanted.count != proof->made.count)
        return false;
    for (size_t i = 0; i < proof->wanted.count; i++)
        if (!rows_agree(declaration, &proof->wanted.items[i], &proof->made.items[i]))
            return false;
    return true;
}

static void take_wanted(struct arena *arena, const struct example *example, struct proof_rows *rows)
{
    for (size_t i = 0; i < example->row_count; i++) {
        const struct pairs *cells = &example->rows[i].cells;
        struct proof_row *row = add_row(arena, rows, cells->count);

        for (size_t j = 0; j < cells->count; j++)
            add_cell(row, cells->items[j].key, cells->items[j].value);
    }
}

static const char *copy_of(struct arena *arena, struct lap_str text)
{
    return text.size ? arena_copy(arena, text) : "";
}

/* ---- Extractors ---- */

static void add_facet_row(struct arena *arena, const struct declaration *declaration,
                          const struct record *record, const struct row *made,
                          struct proof_rows *rows)
{
    struct proof_row *row = add_row(arena, rows, declaration->own->count + 5);

    add_cell(row, "match", copy_of(arena, made->match));
    for (size_t i = 0; i < declaration->own->count; i++)
        add_cell(row, declaration->own->columns[i].name, copy_of(arena, made->cells[i]));
    add_cell(row, "field", record->fields[made->field].name);
    add_cell(row, "start", arena_format(arena, "%zu", made->start));
    add_cell(row, "end", arena_format(arena, "%zu", made->end));
    add_cell(row, "pattern", declaration->patterns[made->pattern].id);
}

/* The record that an example's fields make. */
static void make_record(struct arena *arena, const struct workshop *workshop,
                        const struct example *example, struct record *record)
{
    size_t count = example->fields.count;
    struct lap_str *values = arena_take(arena, count * sizeof *values);
    size_t *places = arena_take(arena, count * sizeof *places);
    struct record_shape shape = {&workshop->fields, places, count};
    struct buffer scratch = {0};

    for (size_t i = 0; i < count; i++) {
        values[i] = str_of(example->fields.items[i].value);
        places[i] = record_field_index(&workshop->fields, example->fields.items[i].key);
    }
    record_make(arena, &scratch, &shape, values, record);
    buffer_release(&scratch);
}

static void prove_facet(struct arena *arena, const struct workshop *workshop, size_t plugin,
                        const struct example *example, struct proof *proof)
{
    const struct facet *facet = &workshop->facets[plugin];
    struct scanner *scanner = scanner_open(workshop->engine);
    struct buffer reason = {0};
    struct record record;
    const struct scan *scan;
    struct facet_rows rows = {0};
    bool is_row_bad;

    make_record(arena, workshop, example, &record);
    scan = scanner_scan(scanner, &record);
    for (size_t i = 0; i < scan->hit_count; i++)
        if (scan->hits[i].plugin == plugin)
            proof->failure = "a pattern ran into a limit";
    if (scan->found[plugin].count &&
        !facet_rows(facet, &record, &scan->found[plugin], arena, &rows, &is_row_bad, &reason))
        proof->failure = arena_copy(arena, buffer_str(&reason));
    for (size_t i = 0; i < rows.count; i++)
        add_facet_row(arena, facet->plugin->declaration, &record, &rows.items[i], &proof->made);
    buffer_release(&reason);
    scanner_close(scanner);
}

/* ---- Readers ---- */

struct reader_proof {
    struct arena *arena;
    struct proof *proof;
};

static void take_record(void *context, const struct record *record)
{
    struct reader_proof *reader = context;
    struct proof_row *row = add_row(reader->arena, &reader->proof->made, record->field_count + 3);

    for (size_t i = 0; i < record->field_count; i++)
        add_cell(row, record->fields[i].name, copy_of(reader->arena, record->fields[i].text));
    add_cell(row, RECORD_ID_COLUMN, copy_of(reader->arena, str_of(record->id)));
    add_cell(row, "record", arena_format(reader->arena, "%zu", record->number));
    add_cell(row, "line", arena_format(reader->arena, "%zu", record->line));
}

static void take_reject(void *context, size_t number, size_t line, bool is_record,
                        struct lap_str reason)
{
    struct reader_proof *reader = context;

    (void)number;
    (void)is_record;
    reader->proof->failure =
        arena_format(reader->arena, "line %zu was rejected: %.*s", line, STR_ARGS(reason));
}

static void read_input(const struct reader *reader, struct lap_str input,
                       struct reader_proof *context)
{
    struct lap_head head = {{"", 0}, input, 1};
    struct arena record_arena = {0};
    struct arena call_arena = {0};
    struct buffer scratch = {0};
    struct chunk chunk = {.bytes = input, .line = 1, .record = 1};
    struct reading reading = {.record_limit = EXAMPLE_LIMIT,
                              .source = "example",
                              .sink = {context, take_record, take_reject},
                              .record_arena = &record_arena,
                              .call_arena = &call_arena,
                              .scratch = &scratch};
    struct buffer reason = {0};
    struct lap_look look;
    struct unit unit;
    size_t at = 0;

    if (!reader_look(reader, &head, &look, &reason))
        context->proof->failure = arena_copy(context->arena, buffer_str(&reason));
    chunk.framing = reading.framing = look.framing;
    while (!context->proof->failure && chunk_unit(&chunk, &at, &unit))
        reader_read(reader, &reading, &unit);
    arena_release(&record_arena);
    arena_release(&call_arena);
    buffer_release(&scratch);
    buffer_release(&reason);
}

static void prove_reader(struct arena *arena, const struct workshop *workshop, size_t plugin,
                         const struct example *example, struct proof *proof)
{
    const struct plugin *owner = &workshop->catalog.plugins[plugin];
    struct reader_choice choice = {
        .name = owner->declaration->name, .options = example->options, .place = example->place};
    struct reader_proof context = {arena, proof};
    struct faults faults = {0};
    struct reader reader;

    if (reader_open(&reader, owner, &choice, &faults)) {
        reader_shape(&reader, &workshop->fields);
        read_input(&reader, str_of(example->input), &context);
    } else {
        proof->failure = arena_copy(arena, buffer_str(&faults.text));
    }
    reader_close(&reader);
    faults_release(&faults);
    /* What cannot be read is what a counterexample is for. */
    if (example->is_counter)
        proof->failure = NULL;
}

struct proof proof_make(struct arena *arena, const struct workshop *workshop, size_t plugin,
                        size_t example)
{
    const struct declaration *declaration = workshop->catalog.plugins[plugin].declaration;
    const struct example *text = &declaration->examples[example];
    struct proof proof = {0};

    take_wanted(arena, text, &proof.wanted);
    if (declaration->kind == LAP_READER)
        prove_reader(arena, workshop, plugin, text, &proof);
    else
        prove_facet(arena, workshop, plugin, text, &proof);
    proof.is_proved = all_agree(declaration, &proof);
    return proof;
}

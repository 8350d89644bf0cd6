/* SPDX-License-Identifier: MIT */
/* Reads examples and counterexamples, and refuses what no record or table could hold. */
#include "declare/example.h"

#include "declare/form.h"
#include "declare/pairs.h"

/* The fields that any record may have; a pattern may name further ones. */
static const char *const record_fields[] = {
    "title", "abstract", "id", "authors_count", "organization", "published", "comments", "url"};
static const char *const place_columns[] = {"match", "field", "start", "end", "pattern"};
static const char *const not_fields[] = {"rows", "because", NULL};

enum {
    RECORD_FIELDS = sizeof record_fields / sizeof *record_fields,
    PLACE_COLUMNS = sizeof place_columns / sizeof *place_columns
};

struct example_form {
    const struct yaml *rows;
    const char *because;
    const struct yaml *input;
    const struct yaml *options;
    const struct yaml *other; /* any of the keys that differ from plugin to plugin */
};

static const struct form_key common_keys[] = {
    {"rows", FORM_LIST, false, offsetof(struct example_form, rows), NULL},
    {"because", FORM_TEXT, false, offsetof(struct example_form, because), NULL},
};

static const struct form_key reader_keys[] = {
    {"input", FORM_SCALAR, true, offsetof(struct example_form, input), NULL},
    {"options", FORM_MAP, false, offsetof(struct example_form, options), NULL},
    {"rows", FORM_LIST, false, offsetof(struct example_form, rows), NULL},
    {"because", FORM_TEXT, false, offsetof(struct example_form, because), NULL},
};

static const struct form reader_example = {"an example", reader_keys,
                                           sizeof reader_keys / sizeof *reader_keys};

struct reading {
    struct arena *arena;
    struct faults *faults;
    struct declaration *declaration;
    struct form example; /* the keys that an example may have */
    struct form row;     /* an extractor's: the keys that a row may have */
};

static void add_key(struct form *form, struct form_key *keys, const char *name, bool is_required)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(keys[i].name, name) == 0)
            return;
    keys[form->count++] = (struct form_key){name, FORM_SCALAR, is_required,
                                            offsetof(struct example_form, other), NULL};
}

/* The keys of an extractor's example: the common ones, and every field that it may search. */
static struct form extractor_example(struct arena *arena, const struct declaration *declaration)
{
    size_t room = sizeof common_keys / sizeof *common_keys + RECORD_FIELDS;
    struct form form = {"an example", NULL, 0};
    struct form_key *keys;

    for (size_t i = 0; i < declaration->pattern_count; i++)
        for (const char *const *at = declaration->patterns[i].fields; at && *at; at++)
            room++;
    keys = arena_take(arena, room * sizeof *keys);
    memcpy(keys, common_keys, sizeof common_keys);
    form.keys = keys;
    form.count = sizeof common_keys / sizeof *common_keys;
    for (size_t i = 0; i < RECORD_FIELDS; i++)
        add_key(&form, keys, record_fields[i], false);
    for (size_t i = 0; i < declaration->pattern_count; i++)
        for (const char *const *at = declaration->patterns[i].fields; at && *at; at++)
            add_key(&form, keys, *at, false);
    return form;
}

/* The keys of an extractor's row: where the match stands, and the table's own columns. */
static struct form extractor_row(struct arena *arena, const struct schema *own)
{
    struct form_key *keys = arena_take(arena, (PLACE_COLUMNS + own->count) * sizeof *keys);
    struct form form = {"a row", keys, 0};

    for (size_t i = 0; i < PLACE_COLUMNS; i++)
        add_key(&form, keys, place_columns[i], i == 0);
    for (size_t i = 0; i < own->count; i++)
        add_key(&form, keys, own->columns[i].name, false);
    return form;
}

static void read_rows(struct reading *reading, const struct yaml *list, struct example *example)
{
    struct wanted_row *rows = arena_take(reading->arena, list->count * sizeof *rows);
    struct example_form ignored;

    example->rows = rows;
    for (const struct yaml *node = list->first; node; node = node->next) {
        struct wanted_row *row = &rows[example->row_count++];
        bool is_right = form_is(node, YAML_MAP, "a row", reading->faults);

        if (is_right && reading->row.keys)
            is_right = form_fill(reading->arena, &reading->row, node, &ignored, reading->faults);
        row->place = node->place;
        if (is_right)
            row->cells = pairs_of(reading->arena, node, NULL, reading->faults);
    }
}

static void check_example(struct reading *reading, const struct example *example,
                          const struct example_form *form)
{
    bool is_reader = reading->declaration->kind == LAP_READER;

    if (example->is_counter && form->rows)
        faults_add_at(reading->faults, form->rows->key_place,
                      "a counterexample has no rows; make it an example or leave them out");
    if (!example->is_counter && example->row_count == 0)
        faults_add_at(reading->faults, example->place,
                      "an example must have rows; what gives none is a counterexample");
    if (!is_reader && !pairs_value(example->fields, "title") &&
        !pairs_value(example->fields, "abstract"))
        faults_add_at(reading->faults, example->place,
                      "an example must have a title or an abstract");
}

static void check_options(struct reading *reading, const struct example *example)
{
    struct pairs known = reading->declaration->options;

    for (size_t i = 0; i < example->options.count; i++) {
        struct declaration scratch = {.name = reading->declaration->name, .options = known};

        declaration_set(reading->arena, &scratch, example->options.items[i], reading->faults);
    }
}

static void read_example(struct reading *reading, const struct yaml *node, struct example *example)
{
    struct example_form form = {0};
    bool is_right;

    example->place = node->place;
    is_right = form_fill(reading->arena, &reading->example, node, &form, reading->faults);
    example->because = form.because;
    if (form.input)
        example->input = form.input->text;
    if (form.options)
        example->options = pairs_of(reading->arena, form.options, NULL, reading->faults);
    if (reading->declaration->kind == LAP_EXTRACTOR)
        example->fields = pairs_of(reading->arena, node, not_fields, reading->faults);
    if (form.rows)
        read_rows(reading, form.rows, example);
    check_options(reading, example);
    if (is_right)
        check_example(reading, example, &form);
}

static void read_list(struct reading *reading, const struct yaml *list, bool is_counter,
                      struct example *examples)
{
    for (const struct yaml *node = list ? list->first : NULL; node; node = node->next) {
        struct example *example = &examples[reading->declaration->example_count++];

        example->is_counter = is_counter;
        read_example(reading, node, example);
    }
}

static void check_both(const struct yaml *list, const char *what, const struct reading *reading)
{
    const struct declaration *declaration = reading->declaration;

    if (list && list->count == 0)
        faults_add_at(reading->faults, list->place, "%s is empty; give at least one", what);
    if (!list)
        faults_add_at(reading->faults, (struct place){declaration->file, 0, 0},
                      "has no %s; they are the plugin's tests, give at least one", what);
}

void examples_read(struct arena *arena, const struct yaml *examples, const struct yaml *counters,
                   struct declaration *declaration, struct faults *faults)
{
    struct reading reading = {arena, faults, declaration, reader_example, {"a row", NULL, 0}};
    size_t room = (examples ? examples->count : 0) + (counters ? counters->count : 0);
    struct example *items = arena_take(arena, room * sizeof *items);

    if (declaration->kind == LAP_EXTRACTOR)
        reading.example = extractor_example(arena, declaration);
    if (declaration->own)
        reading.row = extractor_row(arena, declaration->own);
    declaration->examples = items;
    check_both(examples, "examples", &reading);
    check_both(counters, "counterexamples", &reading);
    read_list(&reading, examples, false, items);
    read_list(&reading, counters, true, items);
}

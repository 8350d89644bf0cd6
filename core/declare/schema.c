/* SPDX-License-Identifier: MIT */
/* A table's schema: read from YAML, or from the text that is built into the program. */
#include "declare/schema.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "declare/builtin.h"
#include "declare/form.h"

static const char *const type_names[] = {"string", "integer", "number", NULL};

static const char *const agreement_names[] = {"no", "text", "number", "name", "address", NULL};

struct column_form {
    const char *name;
    const char *doc;
    const char *pattern;
    const struct yaml *allowed;
    size_t type;
    size_t agreement;
    bool is_required;
    double minimum;
    double maximum;
};

static const struct form_key column_keys[] = {
    {"name", FORM_TEXT, true, offsetof(struct column_form, name), NULL},
    {"type", FORM_WORD, true, offsetof(struct column_form, type), type_names},
    {"doc", FORM_TEXT, true, offsetof(struct column_form, doc), NULL},
    {"required", FORM_TRUTH, false, offsetof(struct column_form, is_required), NULL},
    {"pattern", FORM_TEXT, false, offsetof(struct column_form, pattern), NULL},
    {"enum", FORM_LIST, false, offsetof(struct column_form, allowed), NULL},
    {"minimum", FORM_NUMBER, false, offsetof(struct column_form, minimum), NULL},
    {"maximum", FORM_NUMBER, false, offsetof(struct column_form, maximum), NULL},
    {"scored", FORM_WORD, false, offsetof(struct column_form, agreement), agreement_names},
};

static const struct form column_of = {"a column", column_keys,
                                      sizeof column_keys / sizeof *column_keys};

struct schema_form {
    const char *table;
    const char *title;
    const struct yaml *columns;
};

static const struct form_key schema_keys[] = {
    {"table", FORM_TEXT, true, offsetof(struct schema_form, table), NULL},
    {"title", FORM_TEXT, true, offsetof(struct schema_form, title), NULL},
    {"columns", FORM_LIST, true, offsetof(struct schema_form, columns), NULL},
};

static const struct form schema_of = {"a schema", schema_keys,
                                      sizeof schema_keys / sizeof *schema_keys};

const char *column_type_name(enum column_type type)
{
    return type_names[type];
}

static const char *const *read_allowed(struct arena *arena, const struct yaml *list,
                                       struct faults *faults)
{
    const char **allowed = arena_take(arena, (list->count + 1) * sizeof *allowed);
    size_t count = 0;

    if (list->count == 0)
        faults_add_at(faults, list->place, "'enum' must name a value");
    for (const struct yaml *node = list->first; node; node = node->next)
        if (form_is(node, YAML_SCALAR, "a value of 'enum'", faults))
            allowed[count++] = node->text;
    return allowed;
}

static void check_limits(const struct yaml *node, const struct column *column,
                         struct faults *faults)
{
    bool is_text = column->type == COLUMN_STRING;
    bool has_range = isfinite(column->minimum) || isfinite(column->maximum);

    if (is_text && has_range)
        faults_add_at(faults, node->place,
                      "column '%s' is a string and can have no minimum or maximum", column->name);
    if (!is_text && (column->pattern || column->allowed))
        faults_add_at(faults, node->place,
                      "column '%s' is a number and can have no pattern or enum", column->name);
    if (column->minimum > column->maximum)
        faults_add_at(faults, node->place, "column '%s' has a minimum above its maximum",
                      column->name);
    if (!form_is_name(column->name))
        faults_add_at(faults, node->place,
                      "'%s' is no column name: a small letter, then small letters, digits and '_'",
                      column->name);
}

static void read_column(struct arena *arena, const struct yaml *node, struct column *column,
                        struct faults *faults)
{
    struct column_form form = {.minimum = -INFINITY, .maximum = INFINITY};

    if (!form_fill(arena, &column_of, node, &form, faults))
        return;
    *column = (struct column){.name = form.name,
                              .doc = form.doc,
                              .type = (enum column_type)form.type,
                              .is_required = form.is_required,
                              .pattern = form.pattern,
                              .agreement = (enum agreement)form.agreement,
                              .minimum = form.minimum,
                              .maximum = form.maximum};
    if (form.allowed)
        column->allowed = read_allowed(arena, form.allowed, faults);
    check_limits(node, column, faults);
}

static const struct column *find(const struct schema *schema, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (schema->columns[i].name && strcmp(schema->columns[i].name, name) == 0)
            return &schema->columns[i];
    return NULL;
}

/* The entry of the facet's schema that holds the place of the own columns. */
static bool is_gap(const struct yaml *node)
{
    return node->kind == YAML_MAP && node->count == 1 && strcmp(node->first->key, "own") == 0;
}

static void read_columns(struct arena *arena, const struct yaml *list, bool has_gap,
                         struct schema *schema, struct faults *faults)
{
    struct column *columns = arena_take(arena, (list->count + 1) * sizeof *columns);

    schema->columns = columns;
    if (list->count == 0)
        faults_add_at(faults, list->place, "a table must have a column");
    for (const struct yaml *node = list->first; node; node = node->next) {
        struct column *column = &columns[schema->count];

        if (has_gap && is_gap(node)) {
            schema->own_start = schema->own_end = schema->count;
            continue;
        }
        read_column(arena, node, column, faults);
        if (column->name && find(schema, schema->count, column->name))
            faults_add_at(faults, node->place, "the column '%s' stands twice", column->name);
        schema->count++;
    }
}

static struct schema *schema_from(struct arena *arena, const struct yaml *root, bool has_gap,
                                  struct faults *faults)
{
    struct schema *schema = arena_take(arena, sizeof *schema);
    struct schema_form form = {0};
    size_t before = faults->count;

    form_fill(arena, &schema_of, root, &form, faults);
    schema->file = root->place.file;
    schema->table = form.table;
    schema->title = form.title;
    if (form.columns)
        read_columns(arena, form.columns, has_gap, schema, faults);
    return faults->count == before ? schema : NULL;
}

const struct schema *schema_read(struct arena *arena, const char *file, struct faults *faults)
{
    const struct yaml *root = yaml_read(arena, file, faults);

    return root ? schema_from(arena, root, false, faults) : NULL;
}

/* The program's own schema. What is wrong with it is a fault of the build, or there is no memory
 * for it; nothing can be done without it. */
static struct schema *built_in(struct arena *arena, const char *file, const char *text)
{
    struct faults faults = {0};
    const struct yaml *root = yaml_of_text(arena, file, str_of(text), &faults);
    struct schema *schema = root ? schema_from(arena, root, true, &faults) : NULL;

    if (!schema) {
        faults_tell(&faults);
        _exit(3);
    }
    return schema;
}

/* Puts more columns before the one at. */
static void insert_columns(struct arena *arena, struct schema *schema, size_t at,
                           const struct column *more, size_t count)
{
    struct column *columns = arena_take(arena, (schema->count + count) * sizeof *columns);

    memcpy(columns, schema->columns, at * sizeof *columns);
    if (count)
        memcpy(columns + at, more, count * sizeof *columns);
    memcpy(columns + at + count, schema->columns + at, (schema->count - at) * sizeof *columns);
    schema->columns = columns;
    schema->count += count;
}

const struct schema *schema_of_records(struct arena *arena, const char *const *extra,
                                       size_t extra_count)
{
    struct schema *schema = built_in(arena, "schemas/records.yaml", schema_text_records);
    struct column *more = arena_take(arena, (extra_count + 1) * sizeof *more);

    for (size_t i = 0; i < extra_count; i++)
        more[i] = (struct column){.name = extra[i],
                                  .doc = "A further field of the reader.",
                                  .minimum = -INFINITY,
                                  .maximum = INFINITY};
    insert_columns(arena, schema, schema->count, more, extra_count);
    return schema;
}

const struct schema *schema_of_rejects(struct arena *arena)
{
    return built_in(arena, "schemas/rejects.yaml", schema_text_rejects);
}

const struct schema *schema_of_facet(struct arena *arena, const struct schema *own)
{
    struct schema *table = built_in(arena, "schemas/facet.yaml", schema_text_facet);

    insert_columns(arena, table, table->own_start, own->columns, own->count);
    table->own_end = table->own_start + own->count;
    table->file = own->file;
    table->table = own->table;
    table->title = own->title;
    return table;
}

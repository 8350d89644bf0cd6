/* SPDX-License-Identifier: MIT */
/* Makes the tables that a plugin's open() is told. */
#include "load/setup.h"

#include "declare/captures.h"
#include "declare/form.h"
#include "declare/nearest.h"

/* Names, each once, ended by NULL. */
struct table {
    const char **names;
    size_t count;
};

static size_t index_of(const char *const *names, const char *name)
{
    size_t i = 0;

    while (names[i] && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static bool has(const char *const *names, const char *name)
{
    return names[index_of(names, name)] != NULL;
}

static void add(struct arena *arena, struct table *table, struct lap_str name)
{
    const char **grown;

    for (size_t i = 0; i < table->count; i++)
        if (str_is_equal(str_of(table->names[i]), name))
            return;
    grown = arena_take(arena, (table->count + 2) * sizeof *grown);
    if (table->count)
        memcpy(grown, table->names, table->count * sizeof *grown);
    grown[table->count++] = arena_copy(arena, name);
    table->names = grown;
}

static struct table empty_table(struct arena *arena)
{
    return (struct table){arena_take(arena, sizeof(const char *)), 0};
}

static struct table table_of(const char *const *names)
{
    struct table table = {(const char **)names, 0};

    while (names[table.count])
        table.count++;
    return table;
}

static struct table declared_columns(struct arena *arena, const struct declaration *declaration)
{
    struct table table = empty_table(arena);

    for (size_t i = 0; declaration->own && i < declaration->own->count; i++)
        add(arena, &table, str_of(declaration->own->columns[i].name));
    return table;
}

static struct table declared_captures(struct arena *arena, const struct declaration *declaration)
{
    struct table table = empty_table(arena);

    for (size_t i = 0; i < declaration->pattern_count; i++) {
        const char *regex = declaration->patterns[i].regex;
        struct lap_str name;
        size_t at = 0;

        while (regex && (name = capture_next(regex, &at)).bytes)
            add(arena, &table, name);
    }
    return table;
}

static struct table declared_roles(struct arena *arena, const struct declaration *declaration)
{
    struct table table = empty_table(arena);

    for (size_t i = 0; i < declaration->pattern_count; i++)
        add(arena, &table, str_of(declaration->patterns[i].role));
    return table;
}

/* What an object needs, where it says it, else all that is declared. */
static struct table chosen(const struct plugin *plugin, const char *what, const char *const *needed,
                           struct table declared, struct faults *faults)
{
    if (!needed)
        return declared;
    for (size_t i = 0; needed[i]; i++)
        if (!has(declared.names, needed[i]))
            faults_add_at(faults, (struct place){plugin->declaration->file, 0, 0},
                          "%s needs the %s '%s', which this declaration has not",
                          plugin->object_file, what, needed[i]);
    return table_of(needed);
}

static void check_columns(struct arena *arena, const struct plugin *plugin, struct table columns,
                          struct faults *faults)
{
    const struct schema *own = plugin->declaration->own;

    for (size_t i = 0; i < own->count; i++)
        if (!has(columns.names, own->columns[i].name))
            faults_add_at(faults, (struct place){own->file, 0, 0},
                          "%s does not fill the column '%s'%s", plugin->object_file,
                          own->columns[i].name,
                          nearest_hint(arena, own->columns[i].name, columns.names));
}

static const size_t *roles_of_patterns(struct arena *arena, const struct plugin *plugin,
                                       struct table roles, struct faults *faults)
{
    const struct declaration *declaration = plugin->declaration;
    size_t *indices = arena_take(arena, (declaration->pattern_count + 1) * sizeof *indices);

    for (size_t i = 0; i < declaration->pattern_count; i++) {
        const struct pattern *pattern = &declaration->patterns[i];

        indices[i] = index_of(roles.names, pattern->role);
        if (indices[i] == roles.count)
            faults_add_at(faults, pattern->place, "%s knows no role '%s'%s", plugin->object_file,
                          pattern->role, nearest_hint(arena, pattern->role, roles.names));
    }
    return indices;
}

/* The recipes in the order of the setup's columns. */
static const struct lap_recipe *recipes_of(struct arena *arena, const struct plugin *plugin,
                                           struct table columns)
{
    const struct declaration *declaration = plugin->declaration;
    struct lap_recipe *recipes;

    if (!declaration->recipes)
        return NULL;
    recipes = arena_take(arena, columns.count * sizeof *recipes);
    for (size_t i = 0; i < declaration->own->count; i++) {
        size_t column = index_of(columns.names, declaration->own->columns[i].name);

        if (column < columns.count)
            recipes[column] = declaration->recipes[i];
    }
    return recipes;
}

static void make_extractor(struct arena *arena, struct plugin *plugin, struct faults *faults)
{
    const struct declaration *declaration = plugin->declaration;
    const struct lap_plugin *record = plugin->record;
    struct table columns =
        chosen(plugin, "column", record->columns, declared_columns(arena, declaration), faults);
    struct table captures =
        chosen(plugin, "capture", record->captures, declared_captures(arena, declaration), faults);
    struct table roles =
        chosen(plugin, "role", record->roles, declared_roles(arena, declaration), faults);

    check_columns(arena, plugin, columns, faults);
    plugin->roles = roles_of_patterns(arena, plugin, roles, faults);
    plugin->setup = (struct lap_setup){.declaration = declaration->name,
                                       .columns = columns.names,
                                       .column_count = columns.count,
                                       .captures = captures.names,
                                       .capture_count = captures.count,
                                       .roles = roles.names,
                                       .role_count = roles.count,
                                       .recipes = recipes_of(arena, plugin, columns)};
}

static void check_rows(struct arena *arena, const struct plugin *plugin, struct table columns,
                       struct faults *faults)
{
    const struct declaration *declaration = plugin->declaration;

    for (size_t i = 0; i < declaration->example_count; i++)
        for (size_t j = 0; j < declaration->examples[i].row_count; j++) {
            struct pairs cells = declaration->examples[i].rows[j].cells;

            for (size_t k = 0; k < cells.count; k++)
                if (!has(columns.names, cells.items[k].key))
                    faults_add_at(faults, cells.items[k].place, "the reader gives no field '%s'%s",
                                  cells.items[k].key,
                                  nearest_hint(arena, cells.items[k].key, columns.names));
        }
}

/* The fields of a reader become columns of records.csv, so they must not be named as the program's
 * own are. */
static void check_fields(const struct plugin *plugin, struct table columns, struct faults *faults)
{
    static const char *const taken[] = {"record_id", "source",       "record",
                                        "line",      "duplicate_of", NULL};

    for (size_t i = 0; i < columns.count; i++)
        if (has(taken, columns.names[i]) || !form_is_name(columns.names[i]))
            faults_add_at(faults, (struct place){plugin->object_file, 0, 0},
                          "its column '%s' can be no field's name; name it otherwise",
                          columns.names[i]);
}

static void make_reader(struct arena *arena, struct plugin *plugin, struct faults *faults)
{
    struct table columns;

    if (!plugin->record->columns) {
        faults_add_at(faults, (struct place){plugin->object_file, 0, 0},
                      "its columns are NULL; a reader must name the fields that it gives");
        return;
    }
    columns = table_of(plugin->record->columns);
    check_fields(plugin, columns, faults);
    check_rows(arena, plugin, columns, faults);
    plugin->setup.declaration = plugin->declaration->name;
    plugin->setup.columns = columns.names;
    plugin->setup.column_count = columns.count;
}

void setup_make(struct arena *arena, struct plugin *plugin, struct faults *faults)
{
    if (plugin->declaration->kind == LAP_READER)
        make_reader(arena, plugin, faults);
    else
        make_extractor(arena, plugin, faults);
}

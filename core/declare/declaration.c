/* SPDX-License-Identifier: MIT */
/* Reads a plugin's declaration: the file itself, what it includes, its schema and its lists. */
#include "declare/declaration.h"

#include "declare/captures.h"
#include "declare/example.h"
#include "declare/form.h"
#include "declare/nearest.h"
#include "declare/pairs.h"
#include "declare/patterns.h"

static const char *const kind_words[] = {"extractor", "reader", NULL};
enum { KIND_EXTRACTOR, KIND_READER, KIND_UNKNOWN };

struct declaration_form {
    const struct yaml *name;
    size_t kind;
    const char *version;
    const char *does;
    const struct yaml *facet;
    const struct yaml *schema;
    const struct yaml *object;
    const struct yaml *options;
    const struct yaml *include;
    struct pattern_part part;
    const struct yaml *values;
    const struct yaml *examples;
    const struct yaml *counterexamples;
};

#define MEMBER(member) offsetof(struct declaration_form, member)

static const struct form_key declaration_keys[] = {
    {"plugin", FORM_SCALAR, true, MEMBER(name), NULL},
    {"kind", FORM_WORD, true, MEMBER(kind), kind_words},
    {"version", FORM_TEXT, true, MEMBER(version), NULL},
    {"does", FORM_TEXT, true, MEMBER(does), NULL},
    {"facet", FORM_SCALAR, false, MEMBER(facet), NULL},
    {"schema", FORM_SCALAR, false, MEMBER(schema), NULL},
    {"object", FORM_SCALAR, true, MEMBER(object), NULL},
    {"options", FORM_MAP, false, MEMBER(options), NULL},
    {"include", FORM_SCALAR, false, MEMBER(include), NULL},
    {"define", FORM_MAP, false, MEMBER(part.define), NULL},
    {"patterns", FORM_LIST, false, MEMBER(part.patterns), NULL},
    {"lists", FORM_LIST, false, MEMBER(part.lists), NULL},
    {"values", FORM_MAP, false, MEMBER(values), NULL},
    {"examples", FORM_LIST, false, MEMBER(examples), NULL},
    {"counterexamples", FORM_LIST, false, MEMBER(counterexamples), NULL},
};

static const struct form declaration_of = {"a declaration", declaration_keys,
                                           sizeof declaration_keys / sizeof *declaration_keys};

static const struct form_key included_keys[] = {
    {"define", FORM_MAP, false, offsetof(struct pattern_part, define), NULL},
    {"patterns", FORM_LIST, false, offsetof(struct pattern_part, patterns), NULL},
    {"lists", FORM_LIST, false, offsetof(struct pattern_part, lists), NULL},
};

static const struct form included = {"an included file", included_keys,
                                     sizeof included_keys / sizeof *included_keys};

static const struct form_key recipe_keys[] = {
    {"capture", FORM_TEXT, false, offsetof(struct lap_recipe, capture), NULL},
    {"convert", FORM_TEXT, false, offsetof(struct lap_recipe, convert), NULL},
    {"constant", FORM_TEXT, false, offsetof(struct lap_recipe, constant), NULL},
};

static const struct form recipe_of = {"a value", recipe_keys,
                                      sizeof recipe_keys / sizeof *recipe_keys};

/* What only an extractor has, and of that what it must have. */
static const struct {
    const char *key;
    bool is_required;
} of_extractors[] = {{"facet", true},     {"schema", true}, {"include", false}, {"define", false},
                     {"patterns", false}, {"lists", false}, {"values", false}};

struct reading {
    struct arena *arena;
    struct faults *faults;
    const struct yaml *root;
    struct declaration *declaration;
    struct declaration_form form;
    const char *included_file; /* NULL for none */
};

static void check_name(struct reading *reading, const struct yaml *node)
{
    const char *slash = strrchr(node->place.file, '/');
    const char *base = slash ? slash + 1 : node->place.file;

    reading->declaration->name = node->text;
    if (!form_is_name(node->text))
        faults_add_at(reading->faults, node->place,
                      "'%s' is no plugin name: a small letter, then small letters, digits and '_'",
                      node->text);
    else if (strcmp(base, arena_format(reading->arena, "%s.yaml", node->text)) != 0)
        faults_add_at(reading->faults, node->place,
                      "the plugin '%s' must stand in a file %s.yaml, not in %s", node->text,
                      node->text, base);
}

static void check_object(struct reading *reading, const struct yaml *node)
{
    reading->declaration->object = node->text;
    if (!*node->text || strchr(node->text, '/') || strstr(node->text, ".so"))
        faults_add_at(reading->faults, node->place,
                      "'object' must be the shared object's name without folder and .so, not '%s'",
                      node->text);
}

static void check_kind(struct reading *reading)
{
    bool is_reader = reading->declaration->kind == LAP_READER;

    for (size_t i = 0; i < sizeof of_extractors / sizeof *of_extractors; i++) {
        const struct yaml *node = yaml_at(reading->root, of_extractors[i].key);

        if (is_reader && node)
            faults_add_at(reading->faults, node->key_place, "a reader has no '%s'; leave it out",
                          node->key);
        if (!is_reader && !node && of_extractors[i].is_required)
            faults_add_at(reading->faults, reading->root->place,
                          "an extractor must have the key '%s'", of_extractors[i].key);
    }
}

/* The facet's table has columns of the program before and behind the own ones. */
static void check_own_columns(struct reading *reading, const struct yaml *node)
{
    const struct schema *table = reading->declaration->table;

    for (size_t i = table->own_start; i < table->own_end; i++)
        for (size_t j = 0; j < table->count; j++)
            if (i != j && strcmp(table->columns[i].name, table->columns[j].name) == 0)
                faults_add_at(reading->faults, node->place,
                              "the schema's column '%s' is one that every facet's table has; "
                              "name it otherwise",
                              table->columns[i].name);
}

static void read_schema(struct reading *reading, const struct yaml *node)
{
    struct declaration *declaration = reading->declaration;
    const char *file;

    file = yaml_path_of_file(reading->arena, node, reading->faults);
    if (file)
        declaration->own = schema_read(reading->arena, file, reading->faults);
    if (!declaration->own)
        return;
    if (declaration->facet && strcmp(declaration->own->table, declaration->facet) != 0)
        faults_add_at(reading->faults, node->place,
                      "the facet is '%s', but the schema is of the table '%s'; make them equal",
                      declaration->facet, declaration->own->table);
    declaration->table = schema_of_facet(reading->arena, declaration->own);
    check_own_columns(reading, node);
}

static void check_facet(struct reading *reading, const struct yaml *node)
{
    bool is_taken = strcmp(node->text, "records") == 0 || strcmp(node->text, "rejects") == 0;

    if (is_taken)
        faults_add_at(reading->faults, node->place,
                      "the table '%s' is the program's own; name the facet otherwise", node->text);
    else if (!form_is_name(node->text))
        faults_add_at(reading->faults, node->place,
                      "'%s' is no facet name: a small letter, then small letters, digits and '_'",
                      node->text);
    else
        reading->declaration->facet = node->text;
}

static void read_patterns(struct reading *reading)
{
    struct pattern_part parts[2] = {{0}, reading->form.part};
    const struct yaml *node = reading->form.include;

    if (node) {
        const char *file = yaml_path_of_file(reading->arena, node, reading->faults);
        const struct yaml *root = file ? yaml_read(reading->arena, file, reading->faults) : NULL;

        reading->included_file = file;
        if (root)
            form_fill(reading->arena, &included, root, &parts[0], reading->faults);
    }
    patterns_read(reading->arena, parts, 2, reading->declaration, reading->faults);
}

static bool has_role(const struct declaration *declaration, const char *role)
{
    for (size_t i = 0; i < declaration->pattern_count; i++)
        if (declaration->patterns[i].role && strcmp(declaration->patterns[i].role, role) == 0)
            return true;
    return false;
}

static void check_cues_of(struct reading *reading, const struct name_list *names)
{
    const struct name_group *last = NULL;

    for (size_t i = 0; i < names->count; i++) {
        const struct name_group *group = names->names[i].group;

        if (group == last)
            continue;
        last = group;
        if (group->cue_role && !has_role(reading->declaration, group->cue_role))
            faults_add_at(reading->faults, group->place,
                          "the names of '%s' want a cue of role '%s', but no pattern of '%s' has "
                          "that role",
                          group->title, group->cue_role, reading->declaration->name);
    }
}

static void check_patterns(struct reading *reading)
{
    const struct declaration *declaration = reading->declaration;
    bool has_mention = false;

    for (size_t i = 0; i < declaration->pattern_count; i++) {
        has_mention = has_mention || declaration->patterns[i].cue == CUE_NONE;
        if (declaration->patterns[i].names)
            check_cues_of(reading, declaration->patterns[i].names);
    }
    if (!has_mention)
        faults_add_at(reading->faults, (struct place){declaration->file, 0, 0},
                      "has no pattern and no list that is no cue, so nothing can come out");
}

/* The names of all groups of the patterns, each once, ended by NULL. */
static const char **groups_of(struct arena *arena, const struct declaration *declaration)
{
    const char **names;
    size_t room = 1;
    size_t count = 0;

    for (size_t i = 0; i < declaration->pattern_count; i++)
        if (declaration->patterns[i].regex)
            room += strlen(declaration->patterns[i].regex) / strlen("(?<n>");
    names = arena_take(arena, room * sizeof *names);
    for (size_t i = 0; i < declaration->pattern_count; i++) {
        const char *regex = declaration->patterns[i].regex;
        struct lap_str found;
        size_t at = 0;

        while (regex && (found = capture_next(regex, &at)).bytes) {
            const char *name = arena_copy(arena, found);

            if (!str_stands_in(names, name))
                names[count++] = name;
        }
    }
    return names;
}

/* A name that no group can have stands in a pattern perhaps, whose own fault is told later. */
static void check_capture(struct reading *reading, const struct yaml *node, const char *capture)
{
    const char **names = groups_of(reading->arena, reading->declaration);

    if (strchr(capture, '-') || strchr(capture, ' '))
        faults_add_at(reading->faults, node->place,
                      "'%s' is no group's name: letters, digits and '_'", capture);
    else if (!str_stands_in(names, capture))
        faults_add_at(reading->faults, node->place, "no pattern has a group named '%s'%s", capture,
                      nearest_hint(reading->arena, capture, names));
}

static void read_recipe(struct reading *reading, const struct yaml *node, struct lap_recipe *recipe)
{
    if (!form_fill(reading->arena, &recipe_of, node, recipe, reading->faults))
        return;
    if (recipe->capture && recipe->constant)
        faults_add_at(reading->faults, node->place,
                      "'%s' cannot be a capture and a constant; leave one out", node->key);
    if (recipe->capture)
        check_capture(reading, node, recipe->capture);
}

static size_t column_index(const struct schema *own, const char *name)
{
    size_t i = 0;

    while (i < own->count && strcmp(own->columns[i].name, name) != 0)
        i++;
    return i;
}

static void tell_no_column(struct reading *reading, const struct yaml *node)
{
    const struct schema *own = reading->declaration->own;
    const char **known = arena_take(reading->arena, (own->count + 1) * sizeof *known);

    for (size_t i = 0; i < own->count; i++)
        known[i] = own->columns[i].name;
    faults_add_at(reading->faults, node->key_place, "the table '%s' has no column '%s'%s",
                  own->table, node->key, nearest_hint(reading->arena, node->key, known));
}

static void read_values(struct reading *reading, const struct yaml *map)
{
    const struct schema *own = reading->declaration->own;
    struct lap_recipe *recipes = arena_take(reading->arena, own->count * sizeof *recipes);

    reading->declaration->recipes = recipes;
    for (const struct yaml *node = map->first; node; node = node->next) {
        size_t column = column_index(own, node->key);

        if (column < own->count)
            read_recipe(reading, node, &recipes[column]);
        else
            tell_no_column(reading, node);
    }
}

static void list_files(struct reading *reading)
{
    struct declaration *declaration = reading->declaration;
    const char **files =
        arena_take(reading->arena, (declaration->pattern_count + 4) * sizeof *files);
    size_t count = 0;

    files[count++] = declaration->file;
    if (reading->included_file)
        files[count++] = reading->included_file;
    if (declaration->own)
        files[count++] = declaration->own->file;
    for (size_t i = 0; i < declaration->pattern_count; i++)
        if (declaration->patterns[i].names)
            files[count++] = declaration->patterns[i].names->file;
    declaration->files = files;
}

static void read_extractor(struct reading *reading)
{
    const struct declaration_form *form = &reading->form;

    if (form->facet)
        check_facet(reading, form->facet);
    if (form->schema)
        read_schema(reading, form->schema);
    read_patterns(reading);
    check_patterns(reading);
    if (form->values && reading->declaration->own)
        read_values(reading, form->values);
}

static void read_root(struct reading *reading)
{
    struct declaration *declaration = reading->declaration;
    const struct declaration_form *form = &reading->form;

    reading->form.kind = KIND_UNKNOWN;
    form_fill(reading->arena, &declaration_of, reading->root, &reading->form, reading->faults);
    if (form->kind == KIND_UNKNOWN)
        return;
    declaration->kind = form->kind == KIND_READER ? LAP_READER : LAP_EXTRACTOR;
    declaration->version = form->version;
    declaration->does = form->does;
    if (form->name)
        check_name(reading, form->name);
    if (form->object)
        check_object(reading, form->object);
    check_kind(reading);
    if (form->options)
        declaration->options = pairs_of(reading->arena, form->options, NULL, reading->faults);
    if (declaration->kind == LAP_EXTRACTOR)
        read_extractor(reading);
    examples_read(reading->arena, form->examples, form->counterexamples, declaration,
                  reading->faults);
    list_files(reading);
}

struct declaration *declaration_read(struct arena *arena, const char *file, struct faults *faults)
{
    struct reading reading = {.arena = arena, .faults = faults};
    size_t before = faults->count;

    reading.root = yaml_read(arena, file, faults);
    if (!reading.root)
        return NULL;
    reading.declaration = arena_take(arena, sizeof *reading.declaration);
    reading.declaration->file = file;
    if (form_is(reading.root, YAML_MAP, "a declaration", faults))
        read_root(&reading);
    return faults->count == before ? reading.declaration : NULL;
}

bool declaration_set(struct arena *arena, struct declaration *declaration, struct pair option,
                     struct faults *faults)
{
    struct pairs old = declaration->options;
    struct pair *items = arena_take(arena, old.count * sizeof *items);
    bool is_known = false;

    for (size_t i = 0; i < old.count; i++) {
        items[i] = old.items[i];
        if (strcmp(items[i].key, option.key) == 0) {
            items[i] = option;
            is_known = true;
        }
    }
    declaration->options.items = items;
    if (!is_known)
        faults_add_at(faults, option.place, "'%s' has no option '%s'%s", declaration->name,
                      option.key, nearest_hint(arena, option.key, pairs_keys(arena, old)));
    return is_known;
}

const char *declaration_option(const struct declaration *declaration, const char *key)
{
    return pairs_value(declaration->options, key);
}

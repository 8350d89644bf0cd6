/* SPDX-License-Identifier: MIT */
/* Reads a run declaration. */
#include "declare/job.h"

#include "declare/form.h"
#include "declare/pairs.h"

struct job_form {
    const struct yaml *inputs;
    const struct yaml *reader;
    const struct yaml *plugins;
    const struct yaml *plugin_path;
    const struct yaml *output;
    bool force;
    bool spreadsheet;
    bool crlf;
    bool quiet;
    bool json;
    size_t engine;
    const struct yaml *amounts[AMOUNT_COUNT];
    size_t sandbox;
};

#define MEMBER(member) offsetof(struct job_form, member)

static const char *const engines[] = {"anchored", "plain", NULL};

const char *const sandbox_modes[] = {"best", "require", "try", "off", NULL};

static const struct form_key job_keys[] = {
    {"inputs", FORM_LIST, false, MEMBER(inputs), NULL},
    {"reader", FORM_ANY, false, MEMBER(reader), NULL},
    {"plugins", FORM_ANY, false, MEMBER(plugins), NULL},
    {"plugin-path", FORM_LIST, false, MEMBER(plugin_path), NULL},
    {"output", FORM_SCALAR, false, MEMBER(output), NULL},
    {"force", FORM_TRUTH, false, MEMBER(force), NULL},
    {"spreadsheet", FORM_TRUTH, false, MEMBER(spreadsheet), NULL},
    {"crlf", FORM_TRUTH, false, MEMBER(crlf), NULL},
    {"quiet", FORM_TRUTH, false, MEMBER(quiet), NULL},
    {"json", FORM_TRUTH, false, MEMBER(json), NULL},
    {"engine", FORM_WORD, false, MEMBER(engine), engines},
    {"workers", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_WORKERS]), NULL},
    {"time-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_TIME]), NULL},
    {"memory-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_MEMORY]), NULL},
    {"record-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_RECORD]), NULL},
    {"unpacked-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_UNPACKED]), NULL},
    {"row-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_ROWS]), NULL},
    {"fault-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_FAULTS]), NULL},
    {"match-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_MATCH]), NULL},
    {"depth-limit", FORM_SCALAR, false, MEMBER(amounts[AMOUNT_DEPTH]), NULL},
    {"sandbox", FORM_WORD, false, MEMBER(sandbox), sandbox_modes},
};

static const struct form job_of = {"a run declaration", job_keys,
                                   sizeof job_keys / sizeof *job_keys};

struct input_form {
    const struct yaml *path;
    const struct yaml *reader;
};

static const struct form_key input_keys[] = {
    {"path", FORM_SCALAR, true, offsetof(struct input_form, path), NULL},
    {"reader", FORM_ANY, false, offsetof(struct input_form, reader), NULL},
};

static const struct form input_of = {"an input", input_keys,
                                     sizeof input_keys / sizeof *input_keys};

struct reader_form {
    const char *name;
    const struct yaml *options;
};

static const struct form_key reader_keys[] = {
    {"name", FORM_TEXT, true, offsetof(struct reader_form, name), NULL},
    {"options", FORM_MAP, false, offsetof(struct reader_form, options), NULL},
};

static const struct form reader_of = {"a reader", reader_keys,
                                      sizeof reader_keys / sizeof *reader_keys};

struct reading {
    struct arena *arena;
    struct faults *faults;
    struct job *job;
};

void job_add_input(struct arena *arena, struct job *job, struct job_input input)
{
    job->inputs = arena_grown(arena, job->inputs, job->input_count, sizeof *job->inputs);
    job->inputs[job->input_count++] = input;
}

void job_add_plugin(struct arena *arena, struct job *job, struct job_plugin plugin)
{
    job->plugins = arena_grown(arena, job->plugins, job->plugin_count, sizeof *job->plugins);
    job->plugins[job->plugin_count++] = plugin;
}

void job_add_plugin_path(struct arena *arena, struct job *job, const char *folder)
{
    job->plugin_path = arena_grown(arena, (void *)job->plugin_path, job->plugin_path_count,
                                   sizeof *job->plugin_path);
    job->plugin_path[job->plugin_path_count++] = folder;
}

bool sandbox_mode_of(const char *name, enum sandbox_mode *mode)
{
    for (size_t i = 0; sandbox_modes[i]; i++) {
        if (strcmp(sandbox_modes[i], name) == 0) {
            *mode = (enum sandbox_mode)i;
            return true;
        }
    }
    return false;
}

/* KEY=VALUE,... up to the end of text; false where a piece of it is none. */
static bool read_options(struct arena *arena, const char *text, struct place place,
                         struct pairs *options)
{
    while (*text) {
        struct pair *items =
            arena_grown(arena, (void *)options->items, options->count, sizeof *items);
        size_t size = strcspn(text, ",");
        const char *equals = memchr(text, '=', size);

        if (!equals || equals == text)
            return false;
        items[options->count].key =
            arena_copy(arena, (struct lap_str){text, (size_t)(equals - text)});
        items[options->count].value =
            arena_copy(arena, (struct lap_str){equals + 1, size - (size_t)(equals + 1 - text)});
        items[options->count].place = place;
        options->items = items;
        options->count++;
        text += size + (text[size] == ',');
    }
    return true;
}

/* A key that stands more than once; NULL where each stands alone. */
static const char *doubled_key(struct pairs options)
{
    for (size_t i = 1; i < options.count; i++) {
        struct pairs before = {.items = options.items, .count = i};

        if (pairs_value(before, options.items[i].key))
            return options.items[i].key;
    }
    return NULL;
}

static const struct reader_choice *choice_at(struct arena *arena, const char *text,
                                             struct place place, struct faults *faults)
{
    struct reader_choice *choice = arena_take(arena, sizeof *choice);
    size_t size = strcspn(text, ":");
    const char *doubled;

    choice->name = arena_copy(arena, (struct lap_str){text, size});
    choice->place = place;
    if (!form_is_name(choice->name) ||
        !read_options(arena, text + size + (text[size] == ':'), place, &choice->options)) {
        faults_add_at(faults, place, "'%s' is no NAME or NAME:KEY=VALUE,KEY=VALUE", text);
        return NULL;
    }
    doubled = doubled_key(choice->options);
    if (doubled)
        faults_add_at(faults, place, "'%s' gives the option '%s' twice; leave one out", text,
                      doubled);
    return doubled ? NULL : choice;
}

const struct reader_choice *reader_choice_of(struct arena *arena, const char *text,
                                             struct faults *faults)
{
    return choice_at(arena, text, (struct place){"--reader", 0, 0}, faults);
}

static const struct reader_choice *read_reader(struct reading *reading, const struct yaml *node)
{
    struct reader_choice *choice;
    struct reader_form form = {0};

    if (node->kind == YAML_SCALAR)
        return choice_at(reading->arena, node->text, node->place, reading->faults);
    if (!form_fill(reading->arena, &reader_of, node, &form, reading->faults))
        return NULL;
    choice = arena_take(reading->arena, sizeof *choice);
    choice->name = form.name;
    choice->place = node->place;
    if (form.options)
        choice->options = pairs_of(reading->arena, form.options, NULL, reading->faults);
    return choice;
}

/* The path that node names; NULL and a fault where it names none. */
static const char *read_path(struct reading *reading, const struct yaml *node)
{
    if (!form_is(node, YAML_SCALAR, "a path", reading->faults))
        return NULL;
    if (!*node->text) {
        faults_add_at(reading->faults, node->place, "a path must be a text; nothing stands there");
        return NULL;
    }
    return strcmp(node->text, "-") == 0 ? node->text : yaml_path(reading->arena, node);
}

static void read_inputs(struct reading *reading, const struct yaml *list,
                        const struct reader_choice *reader)
{
    for (const struct yaml *node = list->first; node; node = node->next) {
        struct input_form form = {node, NULL};
        struct job_input input = {NULL, reader};

        if (node->kind == YAML_MAP &&
            !form_fill(reading->arena, &input_of, node, &form, reading->faults))
            continue;
        input.path = read_path(reading, form.path);
        if (form.reader)
            input.reader = read_reader(reading, form.reader);
        job_add_input(reading->arena, reading->job, input);
    }
}

static void read_plugin(struct reading *reading, const char *name, struct place place,
                        const struct yaml *options)
{
    struct job_plugin plugin = {.name = name, .place = place};
    bool is_nothing = options && options->kind == YAML_SCALAR && !*options->text;

    if (options && !is_nothing && form_is(options, YAML_MAP, "a plugin's options", reading->faults))
        plugin.options = pairs_of(reading->arena, options, NULL, reading->faults);
    job_add_plugin(reading->arena, reading->job, plugin);
}

static void read_plugins(struct reading *reading, const struct yaml *node)
{
    if (node->kind == YAML_SCALAR)
        faults_add_at(reading->faults, node->place,
                      "'plugins' must be a list of names, or a map of names to options");
    for (const struct yaml *at = node->first; at; at = at->next)
        if (at->key)
            read_plugin(reading, at->key, at->key_place, at);
        else if (form_is(at, YAML_SCALAR, "a plugin's name", reading->faults))
            read_plugin(reading, at->text, at->place, NULL);
}

static void read_lists(struct reading *reading, const struct job_form *form)
{
    if (form->reader)
        reading->job->reader = read_reader(reading, form->reader);
    if (form->inputs)
        read_inputs(reading, form->inputs, reading->job->reader);
    if (form->plugins)
        read_plugins(reading, form->plugins);
    for (const struct yaml *node = form->plugin_path ? form->plugin_path->first : NULL; node;
         node = node->next) {
        const char *path = read_path(reading, node);

        if (path)
            job_add_plugin_path(reading->arena, reading->job, path);
    }
}

static void read_amounts(struct reading *reading, const struct job_form *form)
{
    for (enum amount i = 0; i < AMOUNT_COUNT; i++) {
        const struct yaml *node = form->amounts[i];

        if (node && !amount_read(&reading->job->amounts, i, node->text))
            faults_add_at(reading->faults, node->place, "'%s' must be %s, not '%s'", amount_name(i),
                          amount_wanted(i), node->text);
    }
}

bool job_read(struct arena *arena, const char *file, struct job *job, struct faults *faults)
{
    struct reading reading = {arena, faults, job};
    size_t before = faults->count;
    struct job_form form = {0};
    const struct yaml *root = yaml_read(arena, file, faults);

    if (!root)
        return false;
    form_fill(arena, &job_of, root, &form, faults);
    job->file = file;
    read_lists(&reading, &form);
    if (form.output)
        job->output = read_path(&reading, form.output);
    job->is_forced = form.force;
    job->is_spreadsheet = form.spreadsheet;
    job->has_crlf = form.crlf;
    job->is_quiet = form.quiet;
    job->is_json = form.json;
    job->is_plain = strcmp(engines[form.engine], "plain") == 0;
    read_amounts(&reading, &form);
    job->sandbox = (enum sandbox_mode)form.sandbox;
    return faults->count == before;
}

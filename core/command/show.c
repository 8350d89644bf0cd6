/* SPDX-License-Identifier: MIT */
/* `lapidary show`: everything about one plugin. */
#include <math.h>
#include <stdio.h>

#include "command/arguments.h"
#include "command/command.h"
#include "load/catalog.h"
#include "scan/plan.h"
#include "text/visible.h"

static const char help[] =
    "Example: lapidary show speedups\n"
    "\n"
    "Usage: lapidary show [OPTIONS] NAME\n"
    "Prints what the plugin does, where it lies, its options, the columns of its table, its\n"
    "patterns with how each is searched, its name lists, and its examples.\n"
    "\n"
    "      --plugin-path DIR   where more plugins are; may be given again\n"
    "      --help              this text\n"
    "\n"
    "Exit status: 0 all well, 2 wrong usage, no such plugin, or one that is refused,\n"
    "3 the output cannot be written.\n";

enum { OPTION_PLUGIN_PATH = 256 };

static const struct option options[] = {
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"show", "h", options, help};

static void print_head(const struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;

    visible_print("%s %s, %s\n", declaration->name, declaration->version,
                  declaration->kind == LAP_READER ? "a reader" : "an extractor");
    visible_print("%s\n", declaration->does);
    putchar('\n');
    visible_print("declaration  %s\n", declaration->file);
    visible_print("object       %s (%s %s)\n", plugin->object_file, plugin->record->name,
                  plugin->record->version);
    if (declaration->facet)
        visible_print("table        %s.csv: %s\n", declaration->facet, declaration->table->title);
}

static int widest(int width, const char *text)
{
    int size = (int)strlen(text);

    return size > width ? size : width;
}

static void print_pairs(const char *title, struct pairs pairs)
{
    int width = 0;

    if (pairs.count)
        printf("\n%s\n", title);
    for (size_t i = 0; i < pairs.count; i++)
        width = widest(width, pairs.items[i].key);
    for (size_t i = 0; i < pairs.count; i++)
        visible_print("  %-*s  %s\n", width, pairs.items[i].key,
                      *pairs.items[i].value ? pairs.items[i].value : "(empty)");
}

/* "integer, required, from 1" */
static const char *limits_of(struct arena *arena, const struct column *column)
{
    const char *text = column_type_name(column->type);

    if (column->is_required)
        text = arena_format(arena, "%s, required", text);
    if (isfinite(column->minimum))
        text = arena_format(arena, "%s, from %g", text, column->minimum);
    if (isfinite(column->maximum))
        text = arena_format(arena, "%s, to %g", text, column->maximum);
    if (column->pattern)
        text = arena_format(arena, "%s, like %s", text, column->pattern);
    for (size_t i = 0; column->allowed && column->allowed[i]; i++)
        text = arena_format(arena, "%s%s%s", text, i == 0 ? ": " : " or ", column->allowed[i]);
    return text;
}

static void print_columns(struct arena *arena, const struct schema *table)
{
    int width = 0;

    printf("\nColumns\n");
    for (size_t i = 0; i < table->count; i++)
        width = widest(width, table->columns[i].name);
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        visible_print("  %-*s  %s\n", width, column->name, column->doc);
        visible_print("  %*s  (%s)\n", width, "", limits_of(arena, column));
    }
}

static void print_fields(const struct plugin *plugin)
{
    printf("\nFields of its records\n ");
    for (size_t i = 0; i < plugin->setup.column_count; i++)
        visible_print(" %s", plugin->setup.columns[i]);
    printf("\n");
}

static const char *const cue_texts[CUES] = {"", ", a cue", ", a cue in a match's sentence"};

static void print_searched(const struct pattern *pattern)
{
    visible_print("  %s: role %s, in", pattern->id, pattern->role);
    for (const char *const *field = pattern->fields; *field; field++)
        visible_print("%s%s", field == pattern->fields ? " " : ", ", *field);
    printf("%s%s\n", pattern->is_caseless ? ", any case" : "", cue_texts[pattern->cue]);
}

/* How the anchored engine searches it. */
static void print_plan(const struct pattern *pattern)
{
    struct arena arena = {0};
    struct gate *gate = gate_new();
    struct plan plan = plan_make(&arena, gate, pattern, 0);

    visible_print("    (%s)\n", plan_text(&arena, &plan));
    gate_free(gate);
    arena_release(&arena);
}

static void print_patterns(const struct declaration *declaration)
{
    bool is_first = true;

    for (size_t i = 0; i < declaration->pattern_count; i++) {
        const struct pattern *pattern = &declaration->patterns[i];

        if (!pattern->regex)
            continue;
        printf("%s", is_first ? "\nPatterns\n" : "");
        is_first = false;
        print_searched(pattern);
        visible_print("    %s\n", pattern->regex);
        print_plan(pattern);
    }
}

/* The spellings of a name stand behind each other, so each new usual spelling is a new name. */
static size_t count_names(const struct name_list *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || !str_is_equal(list->names[i].usual, list->names[i - 1].usual))
            count++;
    return count;
}

static void print_lists(const struct declaration *declaration)
{
    bool is_first = true;

    for (size_t i = 0; i < declaration->pattern_count; i++) {
        const struct pattern *pattern = &declaration->patterns[i];

        if (!pattern->names)
            continue;
        printf("%s", is_first ? "\nName lists\n" : "");
        is_first = false;
        print_searched(pattern);
        visible_print("    %s: %zu names, %zu spellings\n", pattern->names->file,
                      count_names(pattern->names), pattern->names->count);
    }
}

/* A text of perhaps many lines, each behind a bar. */
static void print_input(const char *text)
{
    while (*text) {
        size_t size = strcspn(text, "\n");

        visible_print("  | %.*s\n", (int)size, text);
        text += size + (text[size] == '\n');
    }
}

static void print_row(struct pairs cells)
{
    printf("    ->");
    for (size_t i = 0; i < cells.count; i++)
        visible_print("%s %s: %s", i ? "," : "", cells.items[i].key, cells.items[i].value);
    printf("\n");
}

static void print_example(const struct example *example)
{
    for (size_t i = 0; i < example->fields.count; i++)
        visible_print("  %s: %s\n", example->fields.items[i].key, example->fields.items[i].value);
    for (size_t i = 0; i < example->options.count; i++)
        visible_print("%s %s=%s", i ? "," : "  with", example->options.items[i].key,
                      example->options.items[i].value);
    printf("%s", example->options.count ? "\n" : "");
    if (example->input)
        print_input(example->input);
    for (size_t i = 0; i < example->row_count; i++)
        print_row(example->rows[i].cells);
    if (example->because)
        visible_print("    (%s)\n", example->because);
}

static void print_examples(const struct declaration *declaration, bool are_counters,
                           const char *title)
{
    const char *between = "";

    printf("\n%s\n", title);
    for (size_t i = 0; i < declaration->example_count; i++) {
        if (declaration->examples[i].is_counter != are_counters)
            continue;
        printf("%s", between);
        between = "\n";
        print_example(&declaration->examples[i]);
    }
}

static void print_plugin(struct arena *arena, const struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;

    print_head(plugin);
    print_pairs("Options and their values", declaration->options);
    if (declaration->kind == LAP_READER)
        print_fields(plugin);
    else
        print_columns(arena, declaration->table);
    print_patterns(declaration);
    print_lists(declaration);
    print_examples(declaration, false, "Examples");
    print_examples(declaration, true, "Counterexamples: nothing comes out");
}

static int show(struct arena *arena, const struct job *job)
{
    struct catalog catalog = {0};
    struct faults faults = {0};
    bool is_well = catalog_load(&catalog, job, &faults);
    const struct plugin *plugin = catalog_plugin(&catalog, job->plugins[0].name);

    if (plugin)
        print_plugin(arena, plugin);
    faults_tell(&faults);
    faults_release(&faults);
    catalog_release(&catalog);
    return is_well ? STATUS_WELL : STATUS_WRONG;
}

/* What is to be shown. */
struct order {
    struct arena arena;
    struct job job;
};

static int take(void *context, int found, const char *value)
{
    struct order *order = context;
    struct job_plugin named = {.name = value, .place = {.file = "show"}};

    if (found == OPTION_PLUGIN_PATH)
        job_add_plugin_path(&order->arena, &order->job, value);
    else if (order->job.plugin_count)
        return arguments_refuse(&usage, "it shows one plugin at a time");
    else
        job_add_plugin(&order->arena, &order->job, named);
    return STATUS_WELL;
}

int command_show(int argc, char **argv)
{
    struct order order = {0};
    int status;

    if (arguments_take(&usage, argc, argv, take, &order, &status))
        status = order.job.plugin_count
                     ? show(&order.arena, &order.job)
                     : arguments_refuse(&usage, "name a plugin; `lapidary list` names them all");
    arena_release(&order.arena);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* `lapidary list`: the plugins that a run would use. */
#include <stdio.h>

#include "command/arguments.h"
#include "command/command.h"
#include "load/catalog.h"
#include "text/visible.h"
#include "write/json.h"

static const char help[] =
    "Example: lapidary list --plugin-path my/plugins\n"
    "\n"
    "Usage: lapidary list [OPTIONS]\n"
    "Prints every plugin that is found, one a line: name, kind, version, facet, what it does.\n"
    "\n"
    "      --plugin-path DIR   where more plugins are; may be given again\n"
    "      --json              print them as JSON, with declaration and object\n"
    "      --help              this text\n"
    "\n"
    "Exit status: 0 all well, 2 wrong usage or a plugin that is refused (told on stderr),\n"
    "3 the output cannot be written.\n";

enum { OPTION_PLUGIN_PATH = 256, OPTION_JSON };

static const struct option options[] = {
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"list", "h", options, help};

enum { CELLS = 5 };

/* What is printed of one plugin, or the heading. */
struct line {
    const char *cells[CELLS];
};

static const struct line heading = {{"NAME", "KIND", "VERSION", "FACET", "DOES"}};

static struct line line_of(const struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;

    return (struct line){
        {declaration->name, declaration->kind == LAP_READER ? "reader" : "extractor",
         declaration->version, declaration->facet ? declaration->facet : "-", declaration->does}};
}

static void print_line(const struct line *line, const size_t widths[CELLS])
{
    for (size_t i = 0; i + 1 < CELLS; i++)
        visible_print("%-*s  ", (int)widths[i], line->cells[i]);
    visible_print("%s\n", line->cells[CELLS - 1]);
}

static void print_table(const struct catalog *catalog, struct arena *arena)
{
    struct line *lines = arena_take(arena, (catalog->count + 1) * sizeof *lines);
    size_t widths[CELLS] = {0};

    lines[0] = heading;
    for (size_t i = 0; i < catalog->count; i++)
        lines[i + 1] = line_of(&catalog->plugins[i]);
    for (size_t i = 0; i <= catalog->count; i++)
        for (size_t j = 0; j < CELLS; j++)
            if (strlen(lines[i].cells[j]) > widths[j])
                widths[j] = strlen(lines[i].cells[j]);
    for (size_t i = 0; i <= catalog->count; i++)
        print_line(&lines[i], widths);
}

static void print_json(const struct catalog *catalog)
{
    struct json *json = json_begin();

    json_open_array(json);
    for (size_t i = 0; i < catalog->count; i++) {
        const struct plugin *plugin = &catalog->plugins[i];
        struct line line = line_of(plugin);

        json_open_map(json);
        member_text(json, "name", line.cells[0]);
        member_text(json, "kind", line.cells[1]);
        member_text(json, "version", line.cells[2]);
        member_text(json, "facet", plugin->declaration->facet);
        member_text(json, "does", line.cells[4]);
        member_text(json, "declaration", plugin->declaration->file);
        member_text(json, "object", plugin->object_file);
        json_close_map(json);
    }
    json_close_array(json);
    json_print(json);
}

/* Prints what is found, also where some of it is refused. */
static int list(const struct job *job, struct arena *arena)
{
    struct catalog catalog = {0};
    struct faults faults = {0};
    bool is_well = catalog_load(&catalog, job, &faults);

    if (job->is_json)
        print_json(&catalog);
    else
        print_table(&catalog, arena);
    faults_tell(&faults);
    faults_release(&faults);
    catalog_release(&catalog);
    return is_well ? STATUS_WELL : STATUS_WRONG;
}

/* What is to be listed, and how. */
struct order {
    struct arena arena;
    struct job job;
};

static int take(void *context, int found, const char *value)
{
    struct order *order = context;

    if (found == ARGUMENT_PLAIN)
        return arguments_refuse(&usage, "it takes no '%s'", value);
    if (found == OPTION_JSON)
        order->job.is_json = true;
    else
        job_add_plugin_path(&order->arena, &order->job, value);
    return STATUS_WELL;
}

int command_list(int argc, char **argv)
{
    struct order order = {0};
    int status;

    if (arguments_take(&usage, argc, argv, take, &order, &status))
        status = list(&order.job, &order.arena);
    arena_release(&order.arena);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* `lapidary score`: the tables of a run against tables marked by hand. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "command/arguments.h"
#include "command/command.h"
#include "load/catalog.h"
#include "measure/score.h"
#include "text/visible.h"

static const char help[] =
    "Example: lapidary score marked tables --misses\n"
    "\n"
    "Usage: lapidary score [OPTIONS] MARKED_DIR TABLES_DIR\n"
    "Compares each FACET.csv of TABLES_DIR, a run's tables, with that of MARKED_DIR, marked by\n"
    "hand. MARKED_DIR/records.csv (source, record) lists the records that were marked; rows of\n"
    "others are left out. A row is found where its span overlaps a marked one of the same record\n"
    "and field, and right where the columns that its schema calls `scored` agree as well.\n"
    "\n"
    "      --plugin NAME      only the facet of this plugin; may be given again\n"
    "      --misses           list what was missed, unequal and wrong\n"
    "      --plugin-path DIR  where more plugins are; may be given again\n"
    "      --help             this text\n"
    "\n"
    "Exit status: 0 scored, 2 wrong usage, declaration or table, 3 the output cannot be\n"
    "written.\n";

enum { OPTION_PLUGIN = 256, OPTION_MISSES, OPTION_PLUGIN_PATH };

static const struct option options[] = {
    {"plugin", required_argument, NULL, OPTION_PLUGIN},
    {"misses", no_argument, NULL, OPTION_MISSES},
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"score", "h", options, help};

/* What is to be scored. */
struct scoring {
    struct arena arena;
    struct job job;
    struct faults faults;
    const char *folders[2]; /* marked, found */
    size_t folder_count;
    bool shows_misses;
    struct sheet records;
    size_t scored_count; /* facets */
};

static int take(void *context, int found, const char *value)
{
    struct scoring *scoring = context;

    switch (found) {
    case ARGUMENT_PLAIN:
        if (scoring->folder_count == 2)
            return arguments_refuse(&usage, "'%s' is one word too many", value);
        scoring->folders[scoring->folder_count++] = value;
        break;
    case OPTION_PLUGIN:
        job_add_plugin(&scoring->arena, &scoring->job,
                       (struct job_plugin){.name = value, .place = {.file = "--plugin"}});
        break;
    case OPTION_MISSES:
        scoring->shows_misses = true;
        break;
    default:
        job_add_plugin_path(&scoring->arena, &scoring->job, value);
        break;
    }
    return STATUS_WELL;
}

static void print_row(const char *label, const struct sheet *sheet, size_t row)
{
    visible_print(
        "  %-7s %.*s %.*s %.*s '%.*s' | %.*s\n", label, STR_ARGS(sheet_cell(sheet, row, "source")),
        STR_ARGS(sheet_cell(sheet, row, "record")), STR_ARGS(sheet_cell(sheet, row, "field")),
        STR_ARGS(sheet_cell(sheet, row, "match")), STR_ARGS(sheet_cell(sheet, row, "context")));
}

/* The columns of a pair that count, marked and found. */
static void print_unequal(const struct schema *own, const struct sheet *marked, size_t marked_row,
                          const struct sheet *found, size_t found_row)
{
    print_row("unequal", marked, marked_row);
    for (size_t i = 0; i < own->count; i++) {
        const struct column *column = &own->columns[i];

        if (column->agreement != AGREE_NOT)
            visible_print("          %s: marked '%.*s', found '%.*s'\n", column->name,
                          STR_ARGS(sheet_cell(marked, marked_row, column->name)),
                          STR_ARGS(sheet_cell(found, found_row, column->name)));
    }
}

static void print_misses(const struct schema *own, const struct score *score,
                         const struct sheet *marked, const struct sheet *found)
{
    for (size_t i = 0; i < marked->row_count; i++)
        if (score->pairs[i] == SIZE_MAX)
            print_row("missed", marked, i);
        else if (!score->is_right[i])
            print_unequal(own, marked, i, found, score->pairs[i]);
    for (size_t i = 0; i < found->row_count; i++)
        if (score->is_read[i] && !score->is_used[i])
            print_row("wrong", found, i);
}

/* Begins the line of a facet, the first one behind a heading. */
static void begin_line(struct scoring *scoring, const char *facet)
{
    if (scoring->scored_count++ == 0)
        printf("%-13s %5s %5s | %6s %6s %6s | %6s %6s %6s\n", "facet", "gold", "found", "span P",
               "R", "F1", "valueP", "R", "F1");
    printf("%-13s ", facet);
}

static void print_score(const struct score *score)
{
    printf("%5zu %5zu | %6.3f %6.3f %6.3f | %6.3f %6.3f %6.3f\n", score->marked, score->found,
           score->span.precision, score->span.recall, score->span.f1, score->value.precision,
           score->value.recall, score->value.f1);
}

/* A table of which no row has a place would be scored all the same, and be of no use. */
static bool read_table(struct scoring *scoring, struct sheet *sheet, const char *file)
{
    return sheet_read(sheet, file, &scoring->faults) &&
           score_has_places(sheet, file, &scoring->faults);
}

static bool read_records(struct scoring *scoring)
{
    static const char *const columns[] = {"source", "record", NULL};
    const char *file = arena_format(&scoring->arena, "%s/records.csv", scoring->folders[0]);

    return sheet_read(&scoring->records, file, &scoring->faults) &&
           score_has_columns(&scoring->records, file, columns, &scoring->faults);
}

/* Scores one facet; one without a marked table is passed over, unless it was asked for. */
static bool score_facet(struct scoring *scoring, const struct declaration *declaration)
{
    const char *marked_file =
        arena_format(&scoring->arena, "%s/%s.csv", scoring->folders[0], declaration->facet);
    const char *found_file =
        arena_format(&scoring->arena, "%s/%s.csv", scoring->folders[1], declaration->facet);
    struct sheet marked = {0};
    struct sheet found = {0};
    bool is_good = true;

    if (scoring->job.plugin_count == 0 && access(marked_file, F_OK) != 0)
        return true;
    is_good = read_table(scoring, &marked, marked_file);
    if (is_good && access(found_file, F_OK) != 0) {
        begin_line(scoring, declaration->facet);
        printf("%5zu     - | no table\n", marked.row_count);
    } else if (is_good && (is_good = read_table(scoring, &found, found_file))) {
        struct score score = score_make(declaration->own, &scoring->records, &marked, &found);

        begin_line(scoring, declaration->facet);
        print_score(&score);
        if (scoring->shows_misses)
            print_misses(declaration->own, &score, &marked, &found);
        score_release(&score);
    }
    sheet_release(&marked);
    sheet_release(&found);
    return is_good;
}

/* Without it every facet would seem to be one of which the run has no table. */
static bool check_folder_of_run(struct scoring *scoring)
{
    const char *folder = scoring->folders[1];

    if (access(arena_format(&scoring->arena, "%s/.", folder), F_OK) == 0)
        return true;
    faults_add(&scoring->faults, "%s: %s; name the folder of a run's tables", folder,
               strerror(errno));
    return false;
}

static int score_all(struct scoring *scoring)
{
    struct catalog catalog = {0};
    bool is_good = check_folder_of_run(scoring) &&
                   catalog_load(&catalog, &scoring->job, &scoring->faults) && read_records(scoring);

    for (size_t i = 0; is_good && i < catalog.count; i++)
        if (catalog.plugins[i].declaration->kind == LAP_EXTRACTOR)
            is_good = score_facet(scoring, catalog.plugins[i].declaration);
    if (is_good && scoring->scored_count == 0) {
        faults_add(&scoring->faults,
                   "%s: holds no table of a facet; name a folder with FACET.csv, marked by hand",
                   scoring->folders[0]);
        is_good = false;
    }
    sheet_release(&scoring->records);
    catalog_release(&catalog);
    return is_good ? STATUS_WELL : STATUS_WRONG;
}

int command_score(int argc, char **argv)
{
    struct scoring scoring = {.job = {.choosing = "with --plugin"}};
    int status;

    if (arguments_take(&usage, argc, argv, take, &scoring, &status))
        status = scoring.folder_count == 2
                     ? score_all(&scoring)
                     : arguments_refuse(&usage, "give two folders: MARKED_DIR TABLES_DIR");
    faults_tell(&scoring.faults);
    faults_release(&scoring.faults);
    arena_release(&scoring.arena);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* `lapidary test`: the examples of declarations, run and told as TAP. */
#include <stdio.h>

#include "command/arguments.h"
#include "command/command.h"
#include "command/difference.h"
#include "text/visible.h"
#include "write/json.h"

static const char help[] =
    "Example: lapidary test speedups\n"
    "\n"
    "Usage: lapidary test [OPTIONS] [PLUGIN...]\n"
    "Runs every example and counterexample of the plugins' declarations (of all plugins where "
    "none\n"
    "is named) and tells the outcome as TAP; of a failure the wanted and the made rows.\n"
    "\n"
    "      --plugin-path DIR  where more plugins are; may be given again\n"
    "      --json             tell the outcome as JSON\n"
    "      --help             this text\n"
    "\n"
    "Exit status: 0 all are proved, 1 some are not, 2 wrong usage or declaration,\n"
    "3 the output cannot be written.\n";

enum { OPTION_PLUGIN_PATH = 256, OPTION_JSON };

static const struct option options[] = {
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"test", "h", options, help};

/* What is to be tested. */
struct order {
    struct arena arena;
    struct job job; /* which names no plugins: all */
};

/* The readers of a catalog are there also where the job names other plugins. */
static bool is_ordered(const struct job *job, const char *name)
{
    for (size_t i = 0; i < job->plugin_count; i++)
        if (strcmp(job->plugins[i].name, name) == 0)
            return true;
    return job->plugin_count == 0;
}

/* How outcomes are told: as TAP, or as JSON. */
struct teller {
    struct json *json; /* NULL: TAP */
    size_t number;
    size_t failed;
};

static void tell_tap(const struct teller *teller, const struct declaration *declaration,
                     const struct example *example, const struct proof *proof)
{
    visible_print("%s %zu - %s: %s at line %zu%s%s\n", proof->is_proved ? "ok" : "not ok",
                  teller->number, declaration->name,
                  example->is_counter ? "counterexample" : "example", example->place.line,
                  example->because ? ", " : "", example->because ? example->because : "");
    if (proof->is_proved)
        return;
    visible_print("#   %s:%zu\n", declaration->file, example->place.line);
    difference_print(declaration, proof);
}

static void add_rows(struct json *json, const char *key, const struct proof_rows *rows)
{
    member_array(json, key);
    for (size_t i = 0; i < rows->count; i++) {
        json_open_map(json);
        for (size_t j = 0; j < rows->items[i].count; j++)
            member_text(json, rows->items[i].cells[j].key, rows->items[i].cells[j].value);
        json_close_map(json);
    }
    json_close_array(json);
}

static void tell_json(struct json *json, const struct declaration *declaration,
                      const struct example *example, const struct proof *proof)
{
    json_open_map(json);
    member_text(json, "plugin", declaration->name);
    member_text(json, "file", declaration->file);
    member_count(json, "line", example->place.line);
    member_truth(json, "is_counterexample", example->is_counter);
    member_text(json, "because", example->because);
    member_truth(json, "is_proved", proof->is_proved);
    member_text(json, "failure", proof->failure);
    add_rows(json, "wanted", &proof->wanted);
    add_rows(json, "made", &proof->made);
    json_close_map(json);
}

static void test_plugin(const struct workshop *workshop, size_t plugin, struct teller *teller)
{
    const struct declaration *declaration = workshop->catalog.plugins[plugin].declaration;

    for (size_t i = 0; i < declaration->example_count; i++) {
        const struct example *example = &declaration->examples[i];
        struct arena arena = {0};
        struct proof proof = proof_make(&arena, workshop, plugin, i);

        teller->number++;
        teller->failed += !proof.is_proved;
        if (teller->json)
            tell_json(teller->json, declaration, example, &proof);
        else
            tell_tap(teller, declaration, example, &proof);
        arena_release(&arena);
    }
}

static int test_all(const struct job *job, const struct workshop *workshop)
{
    const struct catalog *catalog = &workshop->catalog;
    struct teller teller = {.json = job->is_json ? json_begin() : NULL};
    size_t planned = 0;

    for (size_t i = 0; i < catalog->count; i++)
        if (is_ordered(job, catalog->plugins[i].declaration->name))
            planned += catalog->plugins[i].declaration->example_count;
    if (teller.json)
        json_open_array(teller.json);
    else
        printf("1..%zu\n", planned);
    for (size_t i = 0; i < catalog->count; i++)
        if (is_ordered(job, catalog->plugins[i].declaration->name))
            test_plugin(workshop, i, &teller);
    if (teller.json) {
        json_close_array(teller.json);
        json_print(teller.json);
    }
    return teller.failed ? STATUS_REJECTED : STATUS_WELL;
}

static int run_tests(const struct job *job)
{
    struct workshop workshop = {0};
    struct faults faults = {0};
    int status = STATUS_WRONG;

    if (workshop_open(&workshop, job, &faults))
        status = test_all(job, &workshop);
    faults_tell(&faults);
    faults_release(&faults);
    workshop_close(&workshop);
    return status;
}

static int take(void *context, int found, const char *value)
{
    struct order *order = context;

    if (found == ARGUMENT_PLAIN)
        job_add_plugin(&order->arena, &order->job,
                       (struct job_plugin){.name = value, .place = {.file = "test"}});
    else if (found == OPTION_JSON)
        order->job.is_json = true;
    else
        job_add_plugin_path(&order->arena, &order->job, value);
    return STATUS_WELL;
}

int command_test(int argc, char **argv)
{
    struct order order = {.job = {.choosing = "by its name"}};
    int status;

    if (arguments_take(&usage, argc, argv, take, &order, &status))
        status = run_tests(&order.job);
    arena_release(&order.arena);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* `lapidary test`: the examples of declarations, run and told as TAP. */
#include <stdio.h>

#include "command/arguments.h"
#include "command/command.h"
#include "text/faults.h"
#include "work/proof.h"

static const char help[] =
    "Example: lapidary test speedups\n"
    "\n"
    "Usage: lapidary test [OPTIONS] [PLUGIN...]\n"
    "Runs every example and counterexample of the plugins' declarations (of all plugins where "
    "none\n"
    "is named) and tells the outcome as TAP; of a failure the wanted and the made rows.\n"
    "\n"
    "      --plugin-path DIR  where more plugins are; may be given again\n"
    "      --help             this text\n"
    "\n"
    "Exit status: 0 all are proved, 1 some are not, 2 wrong usage or declaration.\n";

enum { OPTION_PLUGIN_PATH = 256 };

static const struct option options[] = {
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* What is to be tested. */
struct order {
    struct arena arena;
    struct job job;
    const char **names; /* none: all plugins */
    size_t count;
};

static void add_name(struct order *order, const char *name)
{
    const char **names = arena_take(&order->arena, (order->count + 1) * sizeof *names);

    if (order->count)
        memcpy(names, order->names, order->count * sizeof *names);
    names[order->count++] = name;
    order->names = names;
}

static bool is_ordered(const struct order *order, const char *name)
{
    for (size_t i = 0; i < order->count; i++) {
        if (strcmp(order->names[i], name) == 0)
            return true;
    }
    return order->count == 0;
}

/* False and a fault for each name that no plugin has. */
static bool check_names(const struct order *order, const struct catalog *catalog,
                        struct faults *faults)
{
    for (size_t i = 0; i < order->count; i++) {
        if (!catalog_plugin(catalog, order->names[i]))
            faults_add(faults, "there is no plugin '%s'; `lapidary list` shows those there are",
                       order->names[i]);
    }
    return faults->count == 0;
}

static void print_row(const char *label, const struct proof_row *row)
{
    printf("#   %s", label);
    for (size_t i = 0; i < row->count; i++)
        printf("%s %s: %s", i ? "," : "", row->cells[i].key, row->cells[i].value);
    putchar('\n');
}

/* Wanted and made rows under each other. */
static void print_difference(const struct proof *proof)
{
    size_t most = proof->wanted.count > proof->made.count ? proof->wanted.count : proof->made.count;

    if (proof->failure)
        printf("#   %s\n", proof->failure);
    for (size_t i = 0; i < most; i++) {
        if (i < proof->wanted.count)
            print_row("wanted", &proof->wanted.items[i]);
        else
            puts("#   wanted no further row");
        if (i < proof->made.count)
            print_row("made  ", &proof->made.items[i]);
        else
            puts("#   made   no further row");
    }
}

/* Runs one plugin's examples; gives how many failed. */
static size_t test_plugin(const struct workshop *workshop, size_t plugin, size_t *number)
{
    const struct declaration *declaration = workshop->catalog.plugins[plugin].declaration;
    size_t failed = 0;

    for (size_t i = 0; i < declaration->example_count; i++) {
        const struct example *example = &declaration->examples[i];
        struct arena arena = {0};
        struct proof proof = proof_make(&arena, workshop, plugin, i);

        printf("%s %zu - %s: %s at line %zu%s%s\n", proof.is_proved ? "ok" : "not ok", ++*number,
               declaration->name, example->is_counter ? "counterexample" : "example",
               example->place.line, example->because ? ", " : "",
               example->because ? example->because : "");
        if (!proof.is_proved) {
            printf("#   %s:%zu\n", declaration->file, example->place.line);
            print_difference(&proof);
            failed++;
        }
        arena_release(&arena);
    }
    return failed;
}

static int test_all(const struct order *order, const struct workshop *workshop)
{
    const struct catalog *catalog = &workshop->catalog;
    size_t planned = 0;
    size_t number = 0;
    size_t failed = 0;

    for (size_t i = 0; i < catalog->count; i++) {
        if (is_ordered(order, catalog->plugins[i].declaration->name))
            planned += catalog->plugins[i].declaration->example_count;
    }
    printf("1..%zu\n", planned);
    for (size_t i = 0; i < catalog->count; i++) {
        if (is_ordered(order, catalog->plugins[i].declaration->name))
            failed += test_plugin(workshop, i, &number);
    }
    return failed ? STATUS_REJECTED : STATUS_WELL;
}

static int run_tests(struct order *order)
{
    struct workshop workshop = {0};
    struct faults faults = {0};
    int status = STATUS_WRONG;

    if (workshop_open(&workshop, &order->job, &faults) &&
        check_names(order, &workshop.catalog, &faults))
        status = test_all(order, &workshop);
    faults_tell(&faults);
    faults_release(&faults);
    workshop_close(&workshop);
    return status;
}

int command_test(int argc, char **argv)
{
    struct arguments arguments = {.command = "test",
                                  .argc = argc,
                                  .argv = argv,
                                  .letters = "h",
                                  .options = options,
                                  .help = help};
    struct order order = {0};
    int status = STATUS_WRONG;
    int found;

    while ((found = arguments_next(&arguments)) == ARGUMENT_PLAIN || found == OPTION_PLUGIN_PATH) {
        if (found == ARGUMENT_PLAIN)
            add_name(&order, arguments.value);
        else
            job_add_plugin_path(&order.arena, &order.job, arguments.value);
    }
    if (found == ARGUMENT_HELP)
        status = STATUS_WELL;
    else if (found == ARGUMENT_END)
        status = run_tests(&order);
    arena_release(&order.arena);
    return status;
}

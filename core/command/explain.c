/* SPDX-License-Identifier: MIT */
/* `lapidary explain`: why a plugin did or did not make a row of a text. */
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command/arguments.h"
#include "command/command.h"
#include "command/explanation.h"
#include "workers/pick.h"

static const char help[] =
    "Example: lapidary explain speedups --text 'It is 2.9x faster.'\n"
    "\n"
    "Usage: lapidary explain PLUGIN --text TEXT\n"
    "       lapidary explain PLUGIN INPUT [--record N]\n"
    "Says for each pattern of an extractor where it matched, with which captures, what the plugin\n"
    "made of it and which rule dropped it; behind them, of those that matched nowhere, how far\n"
    "each came.\n"
    "\n"
    "      --text TEXT         an abstract\n"
    "      --title TEXT        a title, beside --text or alone\n"
    "      --record N          the number of the input's record, from 1 (1)\n"
    "      --reader NAME[:KEY=VALUE,...]\n"
    "                          the input's reader; by default it is found by looking at it\n"
    "      --plugin-path DIR   where more plugins are; may be given again\n"
    "      --help              this text\n"
    "\n"
    "Exit status: 0 all well, also with no match, 2 wrong usage or declaration,\n"
    "3 the record cannot be read, or the output not written.\n";

enum { OPTION_TEXT = 256, OPTION_TITLE, OPTION_RECORD, OPTION_READER, OPTION_PLUGIN_PATH };

static const struct option options[] = {
    {"text", required_argument, NULL, OPTION_TEXT},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"record", required_argument, NULL, OPTION_RECORD},
    {"reader", required_argument, NULL, OPTION_READER},
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"explain", "h", options, help};

/* What is to be explained. */
struct question {
    struct arena arena;
    struct job job;
    struct faults faults;
    const char *plugin;
    const char *input;
    const struct reader_choice *reader;
    const char *text;
    const char *title;
    size_t number; /* of the input's record; 0 where none was said */
};

static int take_plain(struct question *question, const char *word)
{
    if (question->plugin && question->input)
        return arguments_refuse(&usage, "'%s' is one word too many", word);
    if (question->plugin)
        question->input = word;
    else
        question->plugin = word;
    return STATUS_WELL;
}

static int take_number(struct question *question, const char *word)
{
    char *end;
    unsigned long long number = strtoull(word, &end, 10);

    /* What is too large for strtoull is no record's number either. */
    if (!isdigit((unsigned char)*word) || *end || number == 0 || number == ULLONG_MAX)
        return arguments_refuse(&usage, "--record: '%s' is no number from 1", word);
    question->number = (size_t)number;
    return STATUS_WELL;
}

static int take(void *context, int found, const char *value)
{
    struct question *question = context;

    switch (found) {
    case ARGUMENT_PLAIN:
        return take_plain(question, value);
    case OPTION_TEXT:
        question->text = value;
        break;
    case OPTION_TITLE:
        question->title = value;
        break;
    case OPTION_RECORD:
        return take_number(question, value);
    case OPTION_READER:
        question->reader = reader_choice_of(&question->arena, value, &question->faults);
        return question->reader ? STATUS_WELL : STATUS_WRONG;
    default:
        job_add_plugin_path(&question->arena, &question->job, value);
        break;
    }
    return STATUS_WELL;
}

static int check(struct question *question)
{
    if (!question->plugin)
        return arguments_refuse(&usage, "name a plugin");
    if (!question->input == !(question->text || question->title))
        return arguments_refuse(&usage, "give either --text TEXT or an input");
    if (!question->input && (question->reader || question->number))
        return arguments_refuse(&usage, "--record and --reader are for an input; leave them out "
                                        "beside --text and --title");
    job_add_plugin(&question->arena, &question->job,
                   (struct job_plugin){.name = question->plugin, .place = {.file = "explain"}});
    if (question->number == 0)
        question->number = 1;
    if (question->input)
        job_add_input(&question->arena, &question->job,
                      (struct job_input){question->input, question->reader});
    return STATUS_WELL;
}

/* The record of an input. */
static int pick_record(struct question *question, const struct workshop *workshop,
                       struct record *record)
{
    static const int statuses[] = {
        [PICK_GOOD] = STATUS_WELL, [PICK_FAILED] = STATUS_FAILED, [PICK_WRONG] = STATUS_WRONG};

    return statuses[record_pick(&question->arena, workshop, &question->job, question->number,
                                record, &question->faults)];
}

/* The record that --text and --title make. */
static int make_record(struct question *question, const struct workshop *workshop,
                       struct record *record)
{
    static const size_t places[] = {FIELD_TITLE, FIELD_ABSTRACT};
    struct lap_str values[] = {str_of(question->title), str_of(question->text)};
    struct record_shape shape = {&workshop->fields, places, 2};
    struct buffer scratch = {0};
    bool is_made = record_make(&question->arena, &scratch, &shape, values, record);

    if (!is_made)
        faults_add(&question->faults, "the text is empty; there is nothing to explain");
    buffer_release(&scratch);
    return is_made ? STATUS_WELL : STATUS_WRONG;
}

static int explain(struct question *question, const struct workshop *workshop)
{
    struct plugin *plugin = catalog_plugin(&workshop->catalog, question->plugin);
    struct record record;
    int status;

    if (!plugin || plugin->declaration->kind != LAP_EXTRACTOR)
        return arguments_refuse(
            &usage, "'%s' is a reader; only extractors have patterns to explain", question->plugin);
    status = question->input ? pick_record(question, workshop, &record)
                             : make_record(question, workshop, &record);
    if (status != STATUS_WELL)
        return status;
    explanation_print(workshop, (size_t)(plugin - workshop->catalog.plugins), &record,
                      isatty(STDOUT_FILENO));
    return STATUS_WELL;
}

static int answer(struct question *question)
{
    struct workshop workshop = {0};
    int status = STATUS_WRONG;

    if (workshop_open(&workshop, &question->job, &question->faults))
        status = explain(question, &workshop);
    workshop_close(&workshop);
    return status;
}

int command_explain(int argc, char **argv)
{
    struct question question = {0};
    int status;

    if (arguments_take(&usage, argc, argv, take, &question, &status))
        status = check(&question) == STATUS_WELL ? answer(&question) : STATUS_WRONG;
    faults_tell(&question.faults);
    faults_release(&question.faults);
    arena_release(&question.arena);
    return status;
}

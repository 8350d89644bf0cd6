/* SPDX-License-Identifier: MIT */
/* `lapidary run`: inputs in, tables out. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "command/command.h"
#include "command/progress.h"
#include "command/run_options.h"
#include "command/summary.h"
#include "process/memory.h"
#include "read/stop.h"
#include "scan/machine_code.h"
#include "workers/workshop.h"
#include "write/key.h"

/* A run from its options to its tables. */
struct run {
    struct arena arena;
    struct job job;
    struct faults faults;
    struct workshop workshop;
    struct scout *scout;
    struct survey survey;
    struct record_encoder encoder;
    struct work_plan plan;
    struct harvest harvest;
    struct output *output;
    struct buffer key;
    const struct table **tables;
    size_t table_count;
    struct progress_line progress;
    uint64_t records_before; /* those of an unfinished run that is gone on with */
    char started[32];
};

/* What workers give up is known before anything is written. */
static bool choose_sandbox(struct run *run)
{
    return amount_value(&run->job.amounts, AMOUNT_WORKERS) == 0 ||
           sandbox_choose(&run->job.sandbox, &run->faults);
}

/* While the scout opens the plugins, this process compiles their patterns. Without workers there is
 * none. */
static bool send_scout(struct run *run)
{
    if (amount_value(&run->job.amounts, AMOUNT_WORKERS) > 0)
        run->scout = scout_open(&run->workshop.catalog, &run->job, &run->faults);
    return run->scout || amount_value(&run->job.amounts, AMOUNT_WORKERS) == 0;
}

static void release_scout(struct run *run)
{
    scout_close(run->scout);
    run->scout = NULL;
}

/* Finds out what is to be done with what; nothing is written yet. */
static int prepare(struct run *run)
{
    struct workshop *workshop = &run->workshop;
    struct inputs inputs = {0};
    bool is_good;

    is_good = workshop_load(workshop, &run->job, &run->faults);
    if (!choose_sandbox(run) || !send_scout(run))
        return STATUS_FAILED;
    is_good &= workshop_compile(workshop, &run->job, &run->faults);
    if (run->scout && !scout_has_opened(run->scout, &run->faults))
        return STATUS_FAILED;
    is_good &= workshop_open_facets(workshop, &run->job, &run->faults);
    is_good = is_good && inputs_list(&run->arena, &run->job, &inputs, &run->faults) &&
              survey_make(&run->survey, &workshop->catalog, &inputs, run->scout, &run->faults);
    if (is_good) {
        machine_code_make(workshop->engine, survey_bytes(&run->survey));
        run_key(&run->key, &run->job, &workshop->catalog, &inputs,
                survey_takers(&run->survey, &run->arena));
    }
    scout_dismiss(run->scout);
    return is_good ? STATUS_WELL : STATUS_WRONG;
}

/* records.csv with the further fields of the readers that take part. */
static const struct schema *records_schema(struct run *run)
{
    const struct record_fields *fields = &run->workshop.fields;
    const char **extra = arena_take(&run->arena, fields->count * sizeof *extra);
    size_t count = 0;

    for (size_t field = FIELD_COUNT; field < fields->count; field++) {
        bool is_filled = false;

        for (size_t i = 0; i < run->survey.count; i++) {
            const struct reader *reader = run->survey.items[i].reader;

            for (size_t j = 0; reader && j < reader->shape.count; j++)
                is_filled |= reader->shape.places[j] == field;
        }
        if (is_filled)
            extra[count++] = fields->names[field];
    }
    return schema_of_records(&run->arena, extra, count);
}

static unsigned start_of(const struct job *job)
{
    return (job->is_forced ? OUTPUT_FORCED : 0) | (job->is_resumed ? OUTPUT_RESUMED : 0);
}

/* Opens the output with its tables: records, rejects, then the facets in the catalog's order. */
static bool open_output(struct run *run, const struct schema *records)
{
    const struct catalog *catalog = &run->workshop.catalog;
    const struct schema **schemas =
        arena_take(&run->arena, (TABLE_FACETS + catalog->count) * sizeof *schemas);
    size_t *tables = arena_take(&run->arena, catalog->count * sizeof *tables);

    schemas[TABLE_RECORDS] = records;
    schemas[TABLE_REJECTS] = schema_of_rejects(&run->arena);
    run->table_count = TABLE_FACETS;
    for (size_t i = 0; i < catalog->count; i++) {
        if (catalog->plugins[i].declaration->kind != LAP_EXTRACTOR)
            continue;
        tables[i] = run->table_count;
        schemas[run->table_count++] = catalog->plugins[i].declaration->table;
    }
    run->harvest.tables = tables;
    run->output = output_open(run->job.output, start_of(&run->job), buffer_str(&run->key),
                              run->plan.style, schemas, run->table_count, &run->faults);
    run->harvest.output = run->output;
    return run->output != NULL;
}

static struct labour labour_of(const struct job *job)
{
    const struct amounts *amounts = &job->amounts;

    return (struct labour){.workers = amount_value(amounts, AMOUNT_WORKERS),
                           .rules = child_rules_of(job),
                           .fault_limit = amount_value(amounts, AMOUNT_FAULTS)};
}

static bool plan_work(struct run *run)
{
    const struct schema *records;

    for (size_t i = 0; i < run->survey.readers.count; i++)
        reader_shape(run->survey.readers.items[i], &run->workshop.fields);
    records = records_schema(run);
    run->plan = (struct work_plan){.catalog = &run->workshop.catalog,
                                   .engine = run->workshop.engine,
                                   .facets = run->workshop.facets,
                                   .encoder = &run->encoder,
                                   .style = {run->job.has_crlf, run->job.is_spreadsheet},
                                   .record_limit = amount_value(&run->job.amounts, AMOUNT_RECORD)};
    harvest_init(&run->harvest, &run->plan, &run->survey);
    run->harvest.labour = labour_of(&run->job);
    run->harvest.progress = (struct progress_taker){&run->progress, progress_take};
    return record_encoder_make(&run->encoder, records, &run->workshop.fields, &run->faults) &&
           open_output(run, records);
}

static const struct plugin_account *account_for_plugins(struct run *run)
{
    size_t count = run->workshop.catalog.count;
    struct plugin_account *accounts = arena_take(&run->arena, count * sizeof *accounts);

    for (size_t i = 0; i < count; i++) {
        const struct facet_tally *tally = &run->harvest.ledger.facets[i];

        accounts[i] =
            (struct plugin_account){tally->matches, tally->rows, 1e-9 * (double)tally->nanoseconds};
    }
    return accounts;
}

/* Writes what stands beside the tables and gives everything its name. */
static bool publish(struct run *run)
{
    struct run_account account = {.inputs = run->harvest.ledger.inputs,
                                  .input_count = run->survey.count,
                                  .plugins = account_for_plugins(run),
                                  .tally = run->harvest.ledger.tally,
                                  .seconds = progress_seconds(&run->progress),
                                  .workers = run->harvest.labour.workers,
                                  .records_before = run->records_before,
                                  .started = run->started,
                                  .sandbox =
                                      run->harvest.has_sandbox ? &run->harvest.sandbox : NULL};

    if (!output_end_tables(run->output, &run->faults))
        return false;
    run->tables = arena_take(&run->arena, run->table_count * sizeof *run->tables);
    for (size_t i = 0; i < run->table_count; i++)
        run->tables[i] = output_table(run->output, i);
    return describe_package(run->output, run->tables, run->table_count, run->plan.style,
                            &run->faults) &&
           describe_manifest(run->output, &run->job, &run->workshop.catalog, run->tables,
                             run->table_count, &account, &run->faults) &&
           describe_run(run->output, &run->workshop.catalog, &account, &run->faults) &&
           output_publish(run->output, &run->faults);
}

static void sum_up(const struct run *run)
{
    if (run->job.is_json)
        summary_print_json(&run->harvest, run->job.output);
    else if (!run->job.is_quiet)
        summary_print(&run->harvest, run->job.output);
}

static void tell_stop(const struct run *run)
{
    fprintf(stderr, "lapidary: stopped after %" PRIu64 " records%s; ",
            run->harvest.ledger.tally.counts[TALLY_RECORDS], stop_cause());
    if (survey_can_be_repeated(&run->survey))
        fprintf(stderr, "what is done is kept in %s: the same command with --resume goes on\n",
                run->job.output);
    else
        fprintf(stderr, "an input can be read only once: begin anew in %s with --force\n",
                run->job.output);
}

/* From the open output to the tables. */
static bool work(struct run *run)
{
    struct lap_str state = output_resumed(run->output);
    bool is_good = !state.bytes || harvest_resume(&run->harvest, state, &run->faults);

    if (!is_good || output_is_published(run->output))
        return is_good;
    run->records_before = run->harvest.ledger.tally.counts[TALLY_RECORDS];
    release_scout(run); /* had the time of the output's opening to end */
    stop_on_signals();
    is_good = harvest_all(&run->harvest, &run->faults);
    progress_end(&run->progress);
    if (!run->harvest.is_stopped)
        return is_good && publish(run);
    if (is_good)
        tell_stop(run);
    return false;
}

static int run_all(struct run *run)
{
    int status = prepare(run);

    if (status != STATUS_WELL)
        return status;
    if (!plan_work(run) || !work(run))
        return STATUS_FAILED;
    sum_up(run);
    return run->harvest.ledger.tally.counts[TALLY_REJECTS] ? STATUS_REJECTED : STATUS_WELL;
}

static void note_start(struct run *run)
{
    time_t now = time(NULL);
    struct tm utc;

    progress_begin(&run->progress);
    gmtime_r(&now, &utc);
    strftime(run->started, sizeof run->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

int command_run(int argc, char **argv)
{
    struct run *run = memory_take(1, sizeof *run);
    int status;

    note_start(run);
    if (run_options_read(&run->arena, argc, argv, &run->job, &status)) {
        run->progress.is_wanted &= !run->job.is_quiet;
        status = run_all(run);
    }
    faults_tell(&run->faults);
    if (run->output)
        output_close(run->output, true);
    harvest_release(&run->harvest);
    record_encoder_release(&run->encoder);
    survey_release(&run->survey);
    release_scout(run);
    workshop_close(&run->workshop);
    buffer_release(&run->key);
    faults_release(&run->faults);
    arena_release(&run->arena);
    free(run);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* The parent's part of a run: reads and cuts the inputs in order, has each chunk done, and writes
 * what comes of it. */
#include "workers/harvest.h"

#include <inttypes.h>
#include <stdlib.h>

#include "text/memory.h"
#include "workers/duplicates.h"

/* Large enough that a worker is seldom asked, small enough that memory stays bounded. */
enum { CHUNK_SIZE = 1 << 20 };

/* A harvest while it goes on. */
struct gathering {
    struct harvest *harvest;
    struct worker *worker;
    struct duplicates *duplicates;
    struct batch batch;
    struct buffer lines;
    uint64_t done; /* bytes of the inputs before this one */
    uint64_t total;
};

void harvest_init(struct harvest *harvest, const struct work_plan *plan,
                  const struct survey *survey)
{
    *harvest = (struct harvest){.plan = plan, .survey = survey};
    harvest->facets = memory_take(plan->catalog->count, sizeof *harvest->facets);
    harvest->inputs = memory_take(survey->count, sizeof *harvest->inputs);
}

void harvest_release(struct harvest *harvest)
{
    free(harvest->facets);
    free(harvest->inputs);
}

static bool add_rows(struct harvest *harvest, size_t table, const struct buffer *csv, uint64_t rows,
                     struct faults *faults)
{
    return rows == 0 || output_add(harvest->output, table, buffer_str(csv), rows, faults);
}

/* Writes the records' lines, saying of each where the same paper stood first. */
static bool add_records(struct gathering *gathering, size_t input, struct faults *faults)
{
    struct harvest *harvest = gathering->harvest;
    struct lap_str cells = buffer_str(&gathering->batch.records);
    struct lap_str ids = buffer_str(&gathering->batch.ids);

    gathering->lines.size = 0;
    for (size_t i = 0; i < gathering->batch.line_count; i++) {
        const struct record_line *line = &gathering->batch.lines[i];
        struct record_place place = {(uint32_t)input, (uint32_t)line->number};
        struct record_place first;
        struct buffer name = {0};

        if (duplicates_find(gathering->duplicates, str_part(ids, line->id), place, &first))
            buffer_add_format(&name, "%s#%" PRIu32, harvest->survey->items[first.input].source,
                              first.number);
        buffer_add_str(&gathering->lines, str_part(cells, line->head));
        csv_cell(&gathering->lines, harvest->plan->style, buffer_str(&name), false, false);
        buffer_add_str(&gathering->lines, str_part(cells, line->tail));
        buffer_release(&name);
    }
    return output_add(harvest->output, TABLE_RECORDS, buffer_str(&gathering->lines),
                      gathering->batch.line_count, faults);
}

/* Writes a batch out and adds up what it counts. */
static bool take_batch(struct gathering *gathering, size_t input, struct faults *faults)
{
    struct harvest *harvest = gathering->harvest;
    const struct batch *batch = &gathering->batch;
    bool is_good =
        add_records(gathering, input, faults) &&
        add_rows(harvest, TABLE_REJECTS, &batch->rejects.csv, batch->rejects.rows, faults);

    for (size_t i = 0; is_good && i < batch->facet_count; i++) {
        facet_tally_add(&harvest->facets[i], &batch->tallies[i]);
        is_good = add_rows(harvest, harvest->tables[i], &batch->facets[i], batch->tallies[i].rows,
                           faults);
    }
    tally_add(&harvest->tally, &batch->tally);
    harvest->rejects += batch->rejects.rows;
    harvest->inputs[input].records += batch->tally.records;
    return is_good;
}

/* What is wrong with an input as a whole: a reject without a record. */
static bool reject_input(struct gathering *gathering, size_t input, struct lap_str reason,
                         struct faults *faults)
{
    struct reject reject = {.source = gathering->harvest->survey->items[input].source,
                            .stage = "input",
                            .reason = reason};

    batch_clear(&gathering->batch);
    encode_reject(&gathering->batch.rejects.csv, gathering->harvest->plan->style, &reject);
    gathering->batch.rejects.rows = 1;
    return take_batch(gathering, input, faults);
}

static void tell_progress(const struct gathering *gathering, const struct stream *stream)
{
    const struct progress_taker *progress = &gathering->harvest->progress;

    if (progress->take)
        progress->take(progress->context, gathering->done + stream_done(stream), gathering->total,
                       gathering->harvest->tally.records);
}

/* Cuts a stream to its end and has each chunk done. */
static bool do_stream(struct gathering *gathering, size_t input, struct stream *stream,
                      struct faults *faults)
{
    const struct surveyed *item = &gathering->harvest->survey->items[input];
    struct cutter *cutter =
        cutter_open(stream, item->framing, CHUNK_SIZE, gathering->harvest->plan->record_limit);
    struct faults refusals = {0};
    struct chunk chunk;
    bool is_good = true;
    enum cut cut;

    while (is_good && (cut = cutter_next(cutter, &chunk, &refusals)) == CUT_CHUNK) {
        batch_clear(&gathering->batch);
        worker_do(gathering->worker, item->reader, item->source, &chunk, &gathering->batch);
        is_good = take_batch(gathering, input, faults);
        tell_progress(gathering, stream);
    }
    if (is_good && cut == CUT_FAILED) {
        refusals.text.size -= refusals.text.size > 0;
        is_good = reject_input(gathering, input, buffer_str(&refusals.text), faults);
    } else if (is_good) {
        stream_digest(stream, gathering->harvest->inputs[input].sha256);
    }
    gathering->harvest->inputs[input].bytes = stream_done(stream);
    gathering->harvest->inputs[input].packing =
        stream_packing(stream, &gathering->harvest->inputs[input].unpacked_bytes);
    gathering->done += stream_done(stream);
    faults_release(&refusals);
    cutter_close(cutter);
    return is_good;
}

static bool do_input(struct gathering *gathering, size_t input, struct faults *faults)
{
    struct surveyed *item = &gathering->harvest->survey->items[input];
    struct input_account *account = &gathering->harvest->inputs[input];
    struct faults refusals = {0};
    struct stream *stream = item->stream;
    bool is_good;

    account->name = item->source;
    if (item->refusal)
        return reject_input(gathering, input, str_of(item->refusal), faults);
    account->reader = item->reader->plugin.declaration->name;
    if (!stream)
        stream = stream_open(&item->input, &refusals);
    if (stream) {
        is_good = do_stream(gathering, input, stream, faults);
        if (!item->stream)
            stream_close(stream);
    } else {
        refusals.text.size -= refusals.text.size > 0;
        is_good = reject_input(gathering, input, buffer_str(&refusals.text), faults);
    }
    faults_release(&refusals);
    return is_good;
}

static bool check_totals(const struct tally *tally, struct faults *faults)
{
    uint64_t sum = tally->matched + tally->empty + tally->skipped + tally->failed;

    if (sum == tally->records)
        return true;
    faults_add(faults,
               "the totals do not add up: %" PRIu64 " records were read and %" PRIu64
               " accounted for; nothing was written; this is a fault of the program, report it",
               tally->records, sum);
    return false;
}

bool harvest_all(struct harvest *harvest, struct faults *faults)
{
    struct gathering gathering = {.harvest = harvest};
    bool is_good = true;

    gathering.worker = worker_open(harvest->plan);
    gathering.duplicates = duplicates_new();
    batch_init(&gathering.batch, harvest->plan->catalog->count);
    for (size_t i = 0; i < harvest->survey->count; i++)
        gathering.total += harvest->survey->items[i].size;
    for (size_t i = 0; is_good && i < harvest->survey->count; i++)
        is_good = do_input(&gathering, i, faults);
    batch_release(&gathering.batch);
    buffer_release(&gathering.lines);
    duplicates_free(gathering.duplicates);
    worker_close(gathering.worker);
    return is_good && check_totals(&harvest->tally, faults);
}

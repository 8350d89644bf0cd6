/* SPDX-License-Identifier: MIT */
/* The parent's part of a run: reads and cuts the inputs in order, has each chunk done, and writes
 * what comes of it. */
#include "workers/harvest.h"

#include <inttypes.h>
#include <stdlib.h>

#include "process/clock.h"
#include "process/memory.h"
#include "read/stop.h"
#include "text/number.h"
#include "workers/duplicates.h"

/* Large enough that a worker is seldom asked, small enough that memory stays bounded. */
enum { CHUNK_SIZE = FLOW_ROOM };

/* Seconds between two checkpoints: what a run loses at most when it is killed. */
static const double checkpoint_pause = 1.0;

/* A harvest while it goes on. */
struct gathering {
    struct harvest *harvest;
    struct flow *flow;
    struct duplicates *duplicates;
    struct buffer lines;
    struct buffer place;           /* the name of one */
    struct input_progress *before; /* what a run before this one came to, for each input */
    uint64_t step;                 /* of the input that is being read: those that were met */
    uint64_t checkpoint;           /* when the last one was */
    uint64_t done;                 /* bytes of all chunks that were taken */
    uint64_t total;                /* of all inputs; 0 where one of them does not say */
};

void harvest_init(struct harvest *harvest, const struct work_plan *plan,
                  const struct survey *survey)
{
    size_t plugins = plan->catalog->count;
    struct ledger *ledger = &harvest->ledger;

    *harvest = (struct harvest){.plan = plan, .survey = survey};
    *ledger = (struct ledger){.plugin_count = plugins, .input_count = survey->count};
    ledger->facets = memory_take(plugins, sizeof *ledger->facets);
    ledger->falls = memory_take(plugins, sizeof *ledger->falls);
    ledger->inputs = memory_take(survey->count, sizeof *ledger->inputs);
    ledger->progress = memory_take(survey->count, sizeof *ledger->progress);
}

void harvest_release(struct harvest *harvest)
{
    free(harvest->ledger.facets);
    free(harvest->ledger.falls);
    free(harvest->ledger.inputs);
    free(harvest->ledger.progress);
}

bool harvest_resume(struct harvest *harvest, struct lap_str state, struct faults *faults)
{
    if (ledger_read(&harvest->ledger, state))
        return true;
    faults_add(faults, "the run that was broken off says nothing of how far it came that this "
                       "program understands; begin anew with --force");
    return false;
}

/* ---- Taking what was done ---- */

static bool add_rows(struct harvest *harvest, size_t table, const struct buffer *csv, uint64_t rows,
                     struct faults *faults)
{
    return rows == 0 || output_add(harvest->output, table, buffer_str(csv), rows, faults);
}

/* A cell that names a record: SOURCE#NUMBER. */
static void add_place(struct gathering *gathering, struct record_place place)
{
    const struct harvest *harvest = gathering->harvest;
    struct buffer *name = &gathering->place;

    name->size = 0;
    buffer_add_str(name, str_of(harvest->survey->items[place.input].source));
    buffer_add_char(name, '#');
    name->size += number_digits(place.number, buffer_room(name, NUMBER_DIGITS));
    csv_cell(&gathering->lines, harvest->plan->style, buffer_str(name), true, false);
}

/* Adds the batch's lines to records.csv; of each paper that stood before it is said where. */
static bool add_records(struct gathering *gathering, size_t input, const struct batch *batch,
                        struct faults *faults)
{
    const struct harvest *harvest = gathering->harvest;
    struct buffer *lines = &gathering->lines;
    struct lap_str ids = buffer_str(&batch->ids);
    size_t copied = 0;

    lines->size = 0;
    for (size_t i = 0; i < batch->line_count; i++) {
        const struct record_line *line = &batch->lines[i];
        struct record_place place = {(uint32_t)input, (uint32_t)line->number};
        struct record_place first;

        if (!duplicates_find(gathering->duplicates, str_part(ids, line->id), place, &first, faults))
            return false;
        if (first.number == 0)
            continue;
        buffer_add(lines, batch->records.bytes + copied, line->duplicate_of - copied);
        add_place(gathering, first);
        copied = line->duplicate_of;
    }
    buffer_add(lines, batch->records.bytes + copied, batch->records.size - copied);
    return output_add(harvest->output, TABLE_RECORDS, buffer_str(lines), batch->line_count, faults);
}

static void tell_progress(struct gathering *gathering, const struct chunk *chunk)
{
    const struct progress_taker *progress = &gathering->harvest->progress;

    gathering->done += chunk->input_bytes;
    if (progress->take)
        progress->take(progress->context, gathering->done, gathering->total,
                       gathering->harvest->ledger.tally.counts[TALLY_RECORDS]);
}

static bool add_checkpoint(struct harvest *harvest, struct faults *faults)
{
    struct buffer state = {0};
    bool is_added;

    ledger_write(&state, &harvest->ledger);
    is_added = output_checkpoint(harvest->output, buffer_str(&state), faults);
    buffer_release(&state);
    return is_added;
}

/* The rows of an input's next step are written. */
static bool end_step(struct gathering *gathering, size_t input, struct faults *faults)
{
    uint64_t now = clock_now();

    gathering->harvest->ledger.progress[input].steps++;
    if (clock_seconds(gathering->checkpoint, now) < checkpoint_pause)
        return true;
    gathering->checkpoint = now;
    return add_checkpoint(gathering->harvest, faults);
}

/* Writes a batch out and adds up what it counts. */
static bool take_batch(void *context, const struct task *task, const struct batch *batch,
                       struct faults *faults)
{
    struct gathering *gathering = context;
    struct harvest *harvest = gathering->harvest;
    bool is_good = add_records(gathering, task->input, batch, faults) &&
                   add_rows(harvest, TABLE_REJECTS, &batch->rejects,
                            batch->tally.counts[TALLY_REJECTS], faults);

    for (size_t i = 0; is_good && i < batch->facet_count; i++) {
        facet_tally_add(&harvest->ledger.facets[i], &batch->tallies[i]);
        is_good = add_rows(harvest, harvest->tables[i], &batch->facets[i], batch->tallies[i].rows,
                           faults);
    }
    tally_add(&harvest->ledger.tally, &batch->tally);
    harvest->ledger.inputs[task->input].records += batch->tally.counts[TALLY_RECORDS];
    tell_progress(gathering, &task->chunk);
    return is_good && end_step(gathering, task->input, faults);
}

/* ---- What a run before this one did ---- */

/* Counts a step; true where it was done. */
static bool is_done_already(struct gathering *gathering, size_t input)
{
    return gathering->step++ < gathering->before[input].steps;
}

/* True where the step that was counted last was the reject of its input. */
static bool was_reject(const struct gathering *gathering, size_t input)
{
    const struct input_progress *before = &gathering->before[input];

    return before->is_rejected && gathering->step == before->steps;
}

/* What was read must be what is read now: else rows would be missing, or there twice. */
static bool tell_unread(const struct gathering *gathering, size_t input, struct lap_str reason,
                        struct faults *faults)
{
    faults_add(faults,
               "%s: what the run that was broken off read of it cannot be read now (%.*s); go on "
               "with --resume when it can be",
               gathering->harvest->survey->items[input].source, STR_ARGS(reason));
    return false;
}

static bool tell_otherwise_read(const struct gathering *gathering, size_t input,
                                struct faults *faults)
{
    faults_add(faults,
               "%s: is read otherwise than by the run that was broken off; begin anew with --force",
               gathering->harvest->survey->items[input].source);
    return false;
}

/* ---- Going through the inputs ---- */

/* True where the run is to end here, which is noted: what could not be read then may only have been
 * broken off. */
static bool ends_here(struct harvest *harvest)
{
    harvest->is_stopped |= stop_is_asked();
    return harvest->is_stopped;
}

/* What is wrong with an input as a whole: a reject without a record. It comes behind what was read
 * of the input. */
static bool reject_input(struct gathering *gathering, size_t input, struct lap_str reason,
                         struct faults *faults)
{
    struct harvest *harvest = gathering->harvest;
    struct reject reject = {
        .source = harvest->survey->items[input].source, .stage = "input", .reason = reason};
    struct buffer csv = {0};
    bool is_good;

    if (ends_here(harvest))
        return true;
    if (is_done_already(gathering, input))
        return was_reject(gathering, input) || tell_unread(gathering, input, reason, faults);
    encode_reject(&csv, harvest->plan->style, &reject);
    is_good =
        flow_drain(gathering->flow, faults) && add_rows(harvest, TABLE_REJECTS, &csv, 1, faults);
    harvest->ledger.tally.counts[TALLY_REJECTS]++;
    harvest->ledger.progress[input].is_rejected = 1;
    buffer_release(&csv);
    return is_good && end_step(gathering, input, faults);
}

/* Cuts a stream to its end and has each chunk done. */
static bool do_stream(struct gathering *gathering, size_t input, struct stream *stream,
                      struct faults *faults)
{
    struct harvest *harvest = gathering->harvest;
    struct cutter *cutter = cutter_open(stream, harvest->survey->items[input].framing, CHUNK_SIZE,
                                        harvest->plan->record_limit);
    struct faults refusals = {0};
    struct chunk chunk;
    char *room;
    bool is_good = true;
    enum cut cut = CUT_END;

    while (is_good && !stop_is_asked() && (is_good = flow_room(gathering->flow, &room, faults)) &&
           (cut = cutter_next(cutter, room, &chunk, &refusals)) == CUT_CHUNK)
        if (!is_done_already(gathering, input))
            is_good = flow_give(gathering->flow, input, &chunk, faults);
        else if (was_reject(gathering, input))
            is_good = tell_otherwise_read(gathering, input, faults);
    if (is_good && cut == CUT_FAILED) {
        is_good = reject_input(gathering, input, faults_sentence(&refusals), faults);
    } else if (is_good && !ends_here(harvest)) {
        if (gathering->step < gathering->before[input].steps)
            is_good = tell_otherwise_read(gathering, input, faults);
        stream_digest(stream, harvest->ledger.inputs[input].sha256);
    }
    harvest->ledger.inputs[input].bytes = stream_done(stream);
    harvest->ledger.inputs[input].packing =
        stream_packing(stream, &harvest->ledger.inputs[input].unpacked_bytes);
    faults_release(&refusals);
    cutter_close(cutter);
    return is_good;
}

static bool do_input(struct gathering *gathering, size_t input, struct faults *faults)
{
    struct surveyed *item = &gathering->harvest->survey->items[input];
    struct input_account *account = &gathering->harvest->ledger.inputs[input];
    struct faults refusals = {0};
    struct stream *stream = item->stream;
    bool is_good;

    account->name = item->source;
    gathering->step = 0;
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
        is_good = reject_input(gathering, input, faults_sentence(&refusals), faults);
    }
    faults_release(&refusals);
    return is_good;
}

static bool check_totals(const struct tally *tally, struct faults *faults)
{
    if (tally_adds_up(tally))
        return true;
    faults_add(faults,
               "the totals do not add up: %" PRIu64 " records were read and %" PRIu64
               " accounted for; nothing was written; this is a fault of the program, report it",
               tally->counts[TALLY_RECORDS], tally_sum(tally));
    return false;
}

static struct flow *open_flow(struct gathering *gathering, struct faults *faults)
{
    const struct harvest *harvest = gathering->harvest;
    const struct labour *labour = &harvest->labour;
    struct flow_plan plan = {.process = {harvest->plan, harvest->survey, labour->rules},
                             .workers = labour->workers,
                             .fault_limit = labour->fault_limit,
                             .falls = harvest->ledger.falls,
                             .taker = {gathering, take_batch}};

    return flow_open(&plan, faults);
}

/* The bytes of all inputs that are read; 0 where one of them, a pipe, does not say how many. */
static uint64_t bytes_of(const struct survey *survey)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < survey->count; i++) {
        const struct surveyed *item = &survey->items[i];

        if (item->reader && item->stream && item->size == 0)
            return 0;
        bytes += item->reader ? item->size : 0;
    }
    return bytes;
}

static bool do_inputs(struct gathering *gathering, struct faults *faults)
{
    struct harvest *harvest = gathering->harvest;
    bool is_good = true;

    gathering->total = bytes_of(harvest->survey);
    for (size_t i = 0; is_good && !harvest->is_stopped && i < harvest->survey->count; i++)
        is_good = do_input(gathering, i, faults);
    return is_good && flow_drain(gathering->flow, faults);
}

static void note_sandbox(struct harvest *harvest, const struct sandbox_receipt *receipt)
{
    harvest->has_sandbox = receipt;
    if (receipt)
        harvest->sandbox = *receipt;
}

bool harvest_all(struct harvest *harvest, struct faults *faults)
{
    struct gathering gathering = {.harvest = harvest, .checkpoint = clock_now()};
    size_t inputs = harvest->survey->count;
    bool is_good;

    gathering.before = memory_take(inputs, sizeof *gathering.before);
    memcpy(gathering.before, harvest->ledger.progress, inputs * sizeof *gathering.before);

    gathering.duplicates = duplicates_open(harvest->output, faults);
    gathering.flow = gathering.duplicates ? open_flow(&gathering, faults) : NULL;
    is_good = gathering.flow && do_inputs(&gathering, faults) && add_checkpoint(harvest, faults);
    if (gathering.flow)
        note_sandbox(harvest, flow_sandbox(gathering.flow));
    flow_close(gathering.flow);
    buffer_release(&gathering.lines);
    buffer_release(&gathering.place);
    free(gathering.before);
    duplicates_close(gathering.duplicates);
    return is_good && check_totals(&harvest->ledger.tally, faults);
}

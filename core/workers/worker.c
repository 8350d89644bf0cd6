/* SPDX-License-Identifier: MIT */
/* A worker: takes a chunk through reading, searching, extracting and encoding. */
#include "workers/worker.h"

#include <setjmp.h>
#include <stdlib.h>

#include "process/clock.h"
#include "process/memory.h"

struct worker {
    const struct work_plan *plan;
    struct watch *watch;
    struct soundness soundness;
    struct scanner *scanner;
    struct arena record_arena;
    struct arena call_arena;
    struct arena row_arena;
    struct buffer scratch;
    /* What is being done. */
    const struct reader *reader;
    uint32_t reader_number; /* in the catalog */
    const char *source;
    const struct task *task;
    struct batch *batch;
    uint64_t leave_at; /* the record before which the reader is left; 0: it is not */
    jmp_buf leave;
};

struct worker *worker_open(const struct work_plan *plan, struct watch *watch,
                           struct soundness soundness)
{
    struct worker *worker = memory_take(1, sizeof *worker);

    worker->plan = plan;
    worker->watch = watch;
    worker->soundness = soundness;
    worker->scanner = scanner_open(plan->engine);
    return worker;
}

void worker_close(struct worker *worker)
{
    if (!worker)
        return;
    scanner_close(worker->scanner);
    arena_release(&worker->record_arena);
    arena_release(&worker->call_arena);
    arena_release(&worker->row_arena);
    buffer_release(&worker->scratch);
    free(worker);
}

static void add_reject(struct worker *worker, struct reject reject)
{
    reject.source = worker->source;
    encode_reject(&worker->batch->rejects, worker->plan->style, &reject);
    worker->batch->tally.counts[TALLY_REJECTS]++;
}

static void tell_limits(struct worker *worker, const struct record *record, const struct scan *scan)
{
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct limit_hit *hit = &scan->hits[i];
        const struct declaration *declaration =
            worker->plan->catalog->plugins[hit->plugin].declaration;
        struct buffer reason = {0};

        buffer_add_format(&reason,
                          "the search ran into the %s; what the pattern would still have found in "
                          "this record is not known",
                          hit->limit);
        add_reject(worker, (struct reject){.record = record->number,
                                           .line = record->line,
                                           .stage = "scan",
                                           .plugin = declaration->name,
                                           .pattern = declaration->patterns[hit->pattern].id,
                                           .reason = buffer_str(&reason)});
        buffer_release(&reason);
    }
}

static void step(struct worker *worker, uint32_t plugin, const struct record *record)
{
    watch_step(worker->watch, plugin, record->number, record->line);
}

static void reject_excluded(struct worker *worker, const struct record *record,
                            const struct exclusion *exclusion)
{
    bool is_of_plugin = exclusion->plugin != WATCH_NONE;

    add_reject(
        worker,
        (struct reject){
            .record = record->number,
            .line = record->line,
            .stage = is_of_plugin ? "extract" : "scan",
            .plugin = is_of_plugin
                          ? worker->plan->catalog->plugins[exclusion->plugin].declaration->name
                          : NULL,
            .reason = str_of(exclusion->reason)});
}

/* Calls an extractor for a record, and encodes its rows; true where there are any. */
static bool make_rows(struct worker *worker, uint32_t plugin, const struct record *record,
                      const struct match_list *matches)
{
    const struct facet *facet = &worker->plan->facets[plugin];
    struct facet_tally *tally = &worker->batch->tallies[plugin];
    struct buffer reason = {0};
    struct facet_rows rows;
    bool is_row_bad;

    arena_clear(&worker->row_arena);
    if (worker->task->is_careful)
        soundness_note(&worker->soundness);
    if (!facet_rows(facet, record, matches, &worker->row_arena, &rows, &is_row_bad, &reason))
        add_reject(worker, (struct reject){.record = record->number,
                                           .line = record->line,
                                           .stage = is_row_bad ? "row" : "extract",
                                           .plugin = facet->plugin->declaration->name,
                                           .reason = buffer_str(&reason)});
    if (worker->task->is_careful)
        soundness_insist(&worker->soundness);
    encode_rows(&worker->batch->facets[plugin], worker->plan->style, facet->plugin->declaration,
                record, rows.items, rows.count);
    tally->rows += rows.count;
    tally->records += rows.count > 0;
    buffer_release(&reason);
    return rows.count > 0;
}

/* Cuts one facet out of a record; true where it has any row. */
static bool cut_facet(struct worker *worker, uint32_t plugin, const struct record *record,
                      const struct match_list *matches)
{
    struct facet_tally *tally = &worker->batch->tallies[plugin];
    const struct exclusion *exclusion = task_exclusion(worker->task, plugin, record->number);
    uint64_t start = clock_now();
    bool has_rows;

    tally->matches += matches->count;
    if (exclusion) {
        reject_excluded(worker, record, exclusion);
        return false;
    }
    step(worker, plugin, record);
    has_rows = make_rows(worker, plugin, record, matches);
    step(worker, WATCH_NONE, record);
    tally->nanoseconds += clock_now() - start;
    return has_rows;
}

static void take_refusal(void *context, const struct record *record, struct lap_str reason)
{
    struct worker *worker = context;

    add_reject(worker, (struct reject){.record = record->number,
                                       .line = record->line,
                                       .stage = "row",
                                       .plugin = worker->reader->plugin.declaration->name,
                                       .reason = reason});
}

static void add_record_line(struct worker *worker, const struct record *record)
{
    const struct work_plan *plan = worker->plan;
    struct refusal_taker taker = {worker, take_refusal};
    struct batch *batch = worker->batch;
    struct record_line *line = batch_add_line(batch);

    arena_clear(&worker->row_arena);
    line->number = record->number;
    line->id.start = batch->ids.size;
    buffer_add_str(&batch->ids, str_of(record->id));
    line->id.end = batch->ids.size;
    encode_record_head(&batch->records, plan->style, plan->encoder, record, &worker->row_arena,
                       &taker);
    csv_cell(&batch->records, plan->style, str_of(""), false, false);
    line->duplicate_of = batch->records.size;
    encode_record_tail(&batch->records, plan->style, plan->encoder, record, &worker->row_arena,
                       &taker);
}

/* What became of a record's facets. */
struct cutting {
    bool is_matched;
    bool is_held_back; /* a plugin that is switched off had matches */
};

static struct cutting cut_facets(struct worker *worker, const struct record *record)
{
    const struct scan *scan = scanner_scan(worker->scanner, record);
    struct cutting cutting = {false, false};

    tell_limits(worker, record, scan);
    for (uint32_t i = 0; i < worker->plan->catalog->count; i++) {
        if (scan->found[i].count == 0)
            continue;
        if (task_has_off(worker->task, i, record->number))
            cutting.is_held_back = true;
        else
            cutting.is_matched |= cut_facet(worker, i, record, &scan->found[i]);
    }
    return cutting;
}

/* The reader goes on: with the next record, where a unit may have several. One that is excluded
 * from there on is not returned to. */
static void end_record(struct worker *worker, uint64_t number)
{
    uint64_t next = number + (worker->task->chunk.framing == LAP_WHOLE);

    if (worker->leave_at && next >= worker->leave_at)
        longjmp(worker->leave, 1);
    watch_step(worker->watch, worker->reader_number, next, 0);
}

static void take_record(void *context, const struct record *record)
{
    struct worker *worker = context;
    const struct exclusion *exclusion = task_exclusion(worker->task, WATCH_NONE, record->number);
    struct tally *tally = &worker->batch->tally;
    struct cutting cutting = {false, false};
    uint64_t rejects;
    bool is_empty;

    step(worker, WATCH_NONE, record);
    add_record_line(worker, record);
    rejects = tally->counts[TALLY_REJECTS];
    if (exclusion)
        reject_excluded(worker, record, exclusion);
    else
        cutting = cut_facets(worker, record);
    /* What a search or a plugin failed on may have held something: that is not empty. */
    is_empty =
        !cutting.is_matched && !cutting.is_held_back && tally->counts[TALLY_REJECTS] == rejects;
    tally->counts[TALLY_MATCHED] += cutting.is_matched;
    tally->counts[TALLY_EMPTY] += is_empty;
    tally->counts[TALLY_FAILED] += !cutting.is_matched && !is_empty;
    tally->counts[TALLY_REPLACED_BYTES] += record->replaced_bytes;
    end_record(worker, record->number);
}

static void add_unread(struct worker *worker, size_t number, size_t line, bool is_record,
                       struct lap_str reason)
{
    add_reject(worker, (struct reject){.record = number,
                                       .line = line,
                                       .stage = "read",
                                       .plugin = worker->reader->plugin.declaration->name,
                                       .reason = reason});
    worker->batch->tally.counts[TALLY_FAILED] += is_record;
}

static void take_reject(void *context, size_t number, size_t line, bool is_record,
                        struct lap_str reason)
{
    add_unread(context, number, line, is_record, reason);
    if (is_record)
        end_record(context, number);
}

static void reject_large(struct worker *worker, const struct chunk *chunk)
{
    static const char *const names[] = {
        [LAP_LINES] = "line", [LAP_PARAGRAPHS] = "paragraph", [LAP_WHOLE] = "input"};
    struct buffer reason = {0};

    buffer_add_format(&reason,
                      "the %s has %zu bytes and the limit is %zu; raise it with --record-limit",
                      names[chunk->framing], chunk->unit_size,
                      unit_limit_of(chunk->framing, worker->plan->record_limit));
    if (chunk->framing == LAP_PARAGRAPHS) /* a text without blank lines is one */
        buffer_add_format(&reason, ", or see with `lapidary show %s` what else can be one",
                          worker->reader->plugin.declaration->name);
    add_unread(worker, chunk->record, chunk->line, true, buffer_str(&reason));
    buffer_release(&reason);
    worker->batch->tally.counts[TALLY_RECORDS]++;
}

/* The reader's first exclusion inside of a unit, if any. */
static const struct exclusion *exclusion_in(const struct worker *worker, const struct unit *unit)
{
    const struct task *task = worker->task;
    const struct exclusion *first = NULL;

    for (size_t i = 0; i < task->exclusion_count; i++) {
        const struct exclusion *it = &task->exclusions[i];

        if (it->plugin == worker->reader_number && !it->is_lifted &&
            (it->record == unit->record || task->chunk.framing == LAP_WHOLE) &&
            (!first || it->record < first->record))
            first = it;
    }
    return first;
}

/* Reads the records of a unit that come before one. Gives how many: a reader may end by itself with
 * fewer than it gave when it was called before. */
static size_t read_before(struct worker *worker, const struct reading *reading,
                          const struct unit *unit, uint64_t record)
{
    if (record == unit->record)
        return 0;
    if (setjmp(worker->leave) != 0)
        return record - unit->record;
    worker->leave_at = record;
    return reader_read(worker->reader, reading, unit);
}

/* Reads the records of a unit that come before the one that the reader is excluded from, and
 * rejects what is left of it. Gives how many records that makes. */
static size_t read_excluded(struct worker *worker, const struct reading *reading,
                            const struct unit *unit, const struct exclusion *exclusion)
{
    size_t count = read_before(worker, reading, unit, exclusion->record);

    worker->leave_at = 0;
    add_unread(worker, unit->record + count, exclusion->line ? exclusion->line : unit->line, true,
               str_of(exclusion->reason));
    return count + 1;
}

static size_t read_unit(struct worker *worker, const struct reading *reading,
                        const struct unit *unit)
{
    const struct exclusion *exclusion = exclusion_in(worker, unit);
    struct soundness before = worker->soundness;
    size_t count;

    if (task_has_off(worker->task, worker->reader_number, unit->record)) {
        worker->batch->tally.counts[TALLY_FAILED]++;
        return 1;
    }
    watch_step(worker->watch, worker->reader_number, unit->record, unit->line);
    if (worker->task->is_careful)
        soundness_note(&before);
    count = exclusion ? read_excluded(worker, reading, unit, exclusion)
                      : reader_read(worker->reader, reading, unit);
    if (worker->task->is_careful) {
        watch_step(worker->watch, worker->reader_number, unit->record, unit->line);
        soundness_insist(&before);
    }
    watch_step(worker->watch, WATCH_NONE, 0, 0);
    return count;
}

void worker_do(struct worker *worker, const struct reader *reader, const char *source,
               const struct task *task, struct batch *batch)
{
    const struct chunk *chunk = &task->chunk;
    struct reading reading = {.record_limit = worker->plan->record_limit,
                              .source = source,
                              .framing = chunk->framing,
                              .sink = {worker, take_record, take_reject},
                              .record_arena = &worker->record_arena,
                              .call_arena = &worker->call_arena,
                              .scratch = &worker->scratch};
    struct unit unit;
    size_t at = 0;

    worker->reader = reader;
    worker->reader_number = reader_number(reader, worker->plan->catalog);
    worker->source = source;
    worker->task = task;
    worker->batch = batch;
    if (chunk->is_too_large) {
        reject_large(worker, chunk);
        return;
    }
    while (chunk_unit(chunk, &at, &unit)) {
        size_t count = read_unit(worker, &reading, &unit);
        bool is_skipped = count == 0 && chunk->framing != LAP_WHOLE;

        batch->tally.counts[TALLY_RECORDS] += is_skipped ? 1 : count;
        batch->tally.counts[TALLY_SKIPPED] += is_skipped;
    }
}

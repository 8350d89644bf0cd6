/* SPDX-License-Identifier: MIT */
/* A worker: takes a chunk through reading, searching, extracting and encoding. */
#include "workers/worker.h"

#include <stdlib.h>
#include <time.h>

#include "text/memory.h"

struct worker {
    const struct work_plan *plan;
    struct scanner *scanner;
    struct arena record_arena;
    struct arena call_arena;
    struct arena row_arena;
    struct buffer scratch;
    /* What is being done. */
    const struct reader *reader;
    const char *source;
    struct batch *batch;
};

struct worker *worker_open(const struct work_plan *plan)
{
    struct worker *worker = memory_take(1, sizeof *worker);

    worker->plan = plan;
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
    encode_reject(&worker->batch->rejects.csv, worker->plan->style, &reject);
    worker->batch->rejects.rows++;
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

static uint64_t nanoseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Cuts one facet out of a record; true where it has any row. */
static bool cut_facet(struct worker *worker, size_t plugin, const struct record *record,
                      const struct match_list *matches)
{
    const struct facet *facet = &worker->plan->facets[plugin];
    struct facet_tally *tally = &worker->batch->tallies[plugin];
    uint64_t start = nanoseconds_now();
    struct buffer reason = {0};
    struct facet_rows rows;
    bool is_row_bad;

    arena_clear(&worker->row_arena);
    if (!facet_rows(facet, record, matches, &worker->row_arena, &rows, &is_row_bad, &reason))
        add_reject(worker, (struct reject){.record = record->number,
                                           .line = record->line,
                                           .stage = is_row_bad ? "row" : "extract",
                                           .plugin = facet->plugin->declaration->name,
                                           .reason = buffer_str(&reason)});
    tally->nanoseconds += nanoseconds_now() - start;
    encode_rows(&worker->batch->facets[plugin], worker->plan->style, facet->plugin->declaration,
                record, rows.items, rows.count);
    tally->matches += matches->count;
    tally->rows += rows.count;
    tally->records += rows.count > 0;
    buffer_release(&reason);
    return rows.count > 0;
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
    struct record_line line = {.number = record->number};

    arena_clear(&worker->row_arena);
    line.id.start = batch->ids.size;
    buffer_add_str(&batch->ids, str_of(record->id));
    line.id.end = batch->ids.size;
    line.head.start = batch->records.size;
    encode_record_head(&batch->records, plan->style, plan->encoder, record, &worker->row_arena,
                       &taker);
    line.head.end = line.tail.start = batch->records.size;
    encode_record_tail(&batch->records, plan->style, plan->encoder, record, &worker->row_arena,
                       &taker);
    line.tail.end = batch->records.size;
    if (batch->line_count == batch->line_room) {
        batch->line_room = batch->line_room ? 2 * batch->line_room : 64;
        batch->lines = memory_grow(batch->lines, batch->line_room, sizeof *batch->lines);
    }
    batch->lines[batch->line_count++] = line;
}

static void take_record(void *context, const struct record *record)
{
    struct worker *worker = context;
    const struct scan *scan = scanner_scan(worker->scanner, record);
    struct tally *tally = &worker->batch->tally;
    bool is_matched = false;
    uint64_t rejects;
    bool is_empty;

    add_record_line(worker, record);
    rejects = worker->batch->rejects.rows;
    tell_limits(worker, record, scan);
    for (size_t i = 0; i < worker->plan->catalog->count; i++) {
        if (scan->found[i].count)
            is_matched |= cut_facet(worker, i, record, &scan->found[i]);
    }
    /* What a search or a plugin failed on may have held something: that is not empty. */
    is_empty = !is_matched && worker->batch->rejects.rows == rejects;
    tally->matched += is_matched;
    tally->empty += is_empty;
    tally->failed += !is_matched && !is_empty;
    tally->replaced_bytes += record->replaced_bytes;
}

static void take_reject(void *context, size_t number, size_t line, bool is_record,
                        struct lap_str reason)
{
    struct worker *worker = context;

    add_reject(worker, (struct reject){.record = number,
                                       .line = line,
                                       .stage = "read",
                                       .plugin = worker->reader->plugin.declaration->name,
                                       .reason = reason});
    worker->batch->tally.failed += is_record;
}

static void reject_large(struct worker *worker, const struct chunk *chunk)
{
    struct buffer reason = {0};

    buffer_add_format(&reason,
                      "the %s has %zu bytes and the limit is %zu; raise it with --record-limit",
                      chunk->framing == LAP_LINES ? "line" : "paragraph", chunk->unit_size,
                      worker->plan->record_limit);
    take_reject(worker, chunk->record, chunk->line, true, buffer_str(&reason));
    buffer_release(&reason);
    worker->batch->tally.records++;
}

void worker_do(struct worker *worker, const struct reader *reader, const char *source,
               const struct chunk *chunk, struct batch *batch)
{
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
    worker->source = source;
    worker->batch = batch;
    if (chunk->is_too_large) {
        reject_large(worker, chunk);
        return;
    }
    while (chunk_unit(chunk, &at, &unit)) {
        size_t count = reader_read(reader, &reading, &unit);
        bool is_skipped = count == 0 && chunk->framing != LAP_WHOLE;

        batch->tally.records += is_skipped ? 1 : count;
        batch->tally.skipped += is_skipped;
    }
}

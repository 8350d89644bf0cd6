/* SPDX-License-Identifier: MIT */
/* What a chunk came to: encoded rows for every table, and the count of its records. */
#include "workers/batch.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "process/memory.h"
#include "process/whole.h"

void facet_tally_add(struct facet_tally *total, const struct facet_tally *part)
{
    total->matches += part->matches;
    total->rows += part->rows;
    total->records += part->records;
    total->nanoseconds += part->nanoseconds;
}

void batch_init(struct batch *batch, size_t facet_count)
{
    *batch = (struct batch){.facet_count = facet_count};
    batch->facets = memory_take(facet_count, sizeof *batch->facets);
    batch->tallies = memory_take(facet_count, sizeof *batch->tallies);
}

void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->facet_count; i++) {
        batch->facets[i].size = 0;
        batch->tallies[i] = (struct facet_tally){0};
    }
    batch->rejects.size = 0;
    batch->ids.size = 0;
    batch->records.size = 0;
    batch->line_count = 0;
    batch->tally = (struct tally){0};
}

void batch_release(struct batch *batch)
{
    for (size_t i = 0; i < batch->facet_count; i++)
        buffer_release(&batch->facets[i]);
    free(batch->facets);
    free(batch->tallies);
    buffer_release(&batch->rejects);
    buffer_release(&batch->ids);
    buffer_release(&batch->records);
    free(batch->lines);
    *batch = (struct batch){0};
}

struct record_line *batch_add_line(struct batch *batch)
{
    if (batch->line_count == batch->line_room) {
        batch->line_room = batch->line_room ? 2 * batch->line_room : 64;
        batch->lines = memory_grow(batch->lines, batch->line_room, sizeof *batch->lines);
    }
    batch->lines[batch->line_count] = (struct record_line){0};
    return &batch->lines[batch->line_count++];
}

/* ---- As a file ---- */

/* A file begins with a head, tallies and sizes of the facets; the bytes follow in this order. */
struct head {
    uint64_t task;
    struct tally tally;
    uint64_t facet_count;
    uint64_t reject_size;
    uint64_t id_size;
    uint64_t record_size;
    uint64_t line_count;
};

/* A file that is written or read from its beginning on. */
struct tape {
    int file;
    off_t at;
};

static bool put(struct tape *tape, const void *bytes, size_t size)
{
    off_t at = tape->at;

    tape->at += (off_t)size;
    return whole_write(tape->file, bytes, size, at);
}

static bool get(struct tape *tape, void *bytes, size_t size)
{
    off_t at = tape->at;

    tape->at += (off_t)size;
    return whole_read(tape->file, bytes, size, at);
}

bool batch_write(const struct batch *batch, uint64_t task, int file)
{
    struct tape tape = {file, 0};
    struct head head = {.task = task,
                        .tally = batch->tally,
                        .facet_count = batch->facet_count,
                        .reject_size = batch->rejects.size,
                        .id_size = batch->ids.size,
                        .record_size = batch->records.size,
                        .line_count = batch->line_count};
    bool is_good = put(&tape, &head, sizeof head) &&
                   put(&tape, batch->tallies, batch->facet_count * sizeof *batch->tallies);

    for (size_t i = 0; is_good && i < batch->facet_count; i++)
        is_good = put(&tape, &batch->facets[i].size, sizeof batch->facets[i].size);
    for (size_t i = 0; is_good && i < batch->facet_count; i++)
        is_good = put(&tape, batch->facets[i].bytes, batch->facets[i].size);
    return is_good && put(&tape, batch->rejects.bytes, batch->rejects.size) &&
           put(&tape, batch->ids.bytes, batch->ids.size) &&
           put(&tape, batch->records.bytes, batch->records.size) &&
           put(&tape, batch->lines, batch->line_count * sizeof *batch->lines);
}

/* A size that the file says may be rubbish; what is read cannot be more than the file has. */
static bool get_buffer(struct tape *tape, struct buffer *buffer, uint64_t size, uint64_t limit)
{
    buffer->size = 0;
    if (size > limit || !get(tape, buffer_room(buffer, size), size))
        return false;
    buffer->size = size;
    return true;
}

static bool get_lines(struct tape *tape, struct batch *batch, uint64_t count, uint64_t limit)
{
    size_t last = 0;

    if (count > limit / sizeof *batch->lines)
        return false;
    if (count > batch->line_room) {
        batch->lines = memory_grow(batch->lines, count, sizeof *batch->lines);
        batch->line_room = count;
    }
    if (!get(tape, batch->lines, count * sizeof *batch->lines))
        return false;
    batch->line_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct record_line *line = &batch->lines[i];

        if (line->id.start > line->id.end || line->id.end > batch->ids.size ||
            line->duplicate_of < last || line->duplicate_of > batch->records.size)
            return false;
        last = line->duplicate_of;
    }
    return true;
}

static bool get_facets(struct tape *tape, struct batch *batch, uint64_t limit)
{
    uint64_t *sizes = memory_take(batch->facet_count, sizeof *sizes);
    bool is_good = get(tape, batch->tallies, batch->facet_count * sizeof *batch->tallies) &&
                   get(tape, sizes, batch->facet_count * sizeof *sizes);

    for (size_t i = 0; is_good && i < batch->facet_count; i++)
        is_good = get_buffer(tape, &batch->facets[i], sizes[i], limit);
    free(sizes);
    return is_good;
}

/* ---- Whether it adds up ---- */

/* Whole lines, at least one for each row. */
static bool has_rows(const struct buffer *csv, uint64_t rows)
{
    if (rows == 0)
        return csv->size == 0;
    return rows <= csv->size && csv->bytes[csv->size - 1] == '\n';
}

/* Each record that was searched has its line, and no other but some that failed. */
static bool adds_up(const struct batch *batch)
{
    const uint64_t *counts = batch->tally.counts;
    bool is_sound = tally_adds_up(&batch->tally) &&
                    counts[TALLY_MATCHED] + counts[TALLY_EMPTY] <= batch->line_count &&
                    batch->line_count <= counts[TALLY_RECORDS] - counts[TALLY_SKIPPED] &&
                    has_rows(&batch->records, batch->line_count) &&
                    has_rows(&batch->rejects, counts[TALLY_REJECTS]);

    for (size_t i = 0; is_sound && i < batch->facet_count; i++) {
        const struct facet_tally *facet = &batch->tallies[i];

        is_sound = facet->records <= facet->rows && has_rows(&batch->facets[i], facet->rows);
    }
    return is_sound;
}

bool batch_read(struct batch *batch, uint64_t task, int file)
{
    struct tape tape = {file, 0};
    struct stat status;
    struct head head;
    uint64_t limit;

    if (fstat(file, &status) != 0 || !get(&tape, &head, sizeof head) || head.task != task ||
        head.facet_count != batch->facet_count)
        return false;
    limit = (uint64_t)status.st_size;
    batch->tally = head.tally;
    return get_facets(&tape, batch, limit) &&
           get_buffer(&tape, &batch->rejects, head.reject_size, limit) &&
           get_buffer(&tape, &batch->ids, head.id_size, limit) &&
           get_buffer(&tape, &batch->records, head.record_size, limit) &&
           get_lines(&tape, batch, head.line_count, limit) && adds_up(batch);
}

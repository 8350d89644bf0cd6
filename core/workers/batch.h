/* SPDX-License-Identifier: MIT */
/* What a chunk came to: encoded rows for every table, and the count of its records. */
#ifndef LAPIDARY_WORKERS_BATCH_H
#define LAPIDARY_WORKERS_BATCH_H

#include <stdint.h>

#include "text/buffer.h"
#include "write/tally.h"

/* What a plugin did. */
struct facet_tally {
    uint64_t matches;
    uint64_t rows;
    uint64_t records;     /* that have any row */
    uint64_t nanoseconds; /* in the plugin's code */
};

void facet_tally_add(struct facet_tally *total, const struct facet_tally *part);

/* A record's line in records.csv; its duplicate_of is empty, since only the parent knows it. */
struct record_line {
    size_t number;
    struct lap_span id;  /* in batch.ids */
    size_t duplicate_of; /* in batch.records: where that cell's text belongs */
};

struct batch {
    struct buffer *facets;       /* CSV, one for each plugin of the catalog; readers' stay empty */
    struct facet_tally *tallies; /* likewise */
    size_t facet_count;
    struct buffer rejects; /* CSV */
    struct buffer ids;
    struct buffer records;
    struct record_line *lines;
    size_t line_count;
    size_t line_room;
    struct tally tally;
};

/* An empty batch for so many plugins; batch_release takes back what it took. */
void batch_init(struct batch *batch, size_t facet_count);
void batch_clear(struct batch *batch);
void batch_release(struct batch *batch);

/* A new line behind the others. */
struct record_line *batch_add_line(struct batch *batch);

/* Writes the batch of a task, which is known by its number, into a file from its beginning on;
 * false where the file takes no more. */
bool batch_write(const struct batch *batch, uint64_t task, int file);

/* Reads what batch_write wrote in place of what batch holds. False where the file holds no batch of
 * this task, or one that does not add up: a plugin may have written into it. */
bool batch_read(struct batch *batch, uint64_t task, int file);

#endif

/* SPDX-License-Identifier: MIT */
/* A run's folder: tables under temporary names until all is well, then under their own. */
#ifndef LAPIDARY_WRITE_OUTPUT_H
#define LAPIDARY_WRITE_OUTPUT_H

#include <stdint.h>

#include "declare/schema.h"
#include "write/csv.h"

/* A table as it was written; borrowed from the output. */
struct table {
    const struct schema *schema;
    uint64_t rows;
    uint64_t bytes;
    char sha256[65]; /* after output_end_tables() */
};

struct output;

/* Makes the folder where it is not there, and a temporary file with the header line for each schema
 * in it. NULL and a fault where the folder cannot be made or written, or already holds a run
 * (manifest.json or one of the tables) and is_forced is not set. Schemas must outlive it. */
struct output *output_open(const char *folder, bool is_forced, struct csv_style style,
                           const struct schema *const *schemas, size_t count,
                           struct faults *faults);

/* Adds rows that are already CSV to table number `table` of output_open's schemas. False and a
 * fault (no space left, ...) where they cannot be written. */
bool output_add(struct output *output, size_t table, struct lap_str csv, uint64_t rows,
                struct faults *faults);

/* Flushes and syncs the tables and fills in their digests; false and a fault where that fails. */
bool output_end_tables(struct output *output, struct faults *faults);

const struct table *output_table(const struct output *output, size_t table);

/* Adds a further file (datapackage.json, ...) under a temporary name. */
bool output_add_file(struct output *output, const char *name, struct lap_str bytes,
                     struct faults *faults);

/* Gives everything its own name, removes the tables of an earlier run that this one has not, and
 * syncs the folder. manifest.json is taken away first and put last: a folder that has one is whole.
 */
bool output_publish(struct output *output, struct faults *faults);

/* Removes what still has a temporary name (and the folder, where this run made it and it is empty)
 * and frees the output. */
void output_close(struct output *output);

#endif

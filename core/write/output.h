/* SPDX-License-Identifier: MIT */
/* A run's folder: tables under temporary names until all is well, then under their own. */
#ifndef LAPIDARY_WRITE_OUTPUT_H
#define LAPIDARY_WRITE_OUTPUT_H

#include <stdint.h>

#include "declare/schema.h"
#include "write/csv.h"
#include "write/folder.h"

/* A table as it was written; borrowed from the output. */
struct table {
    const struct schema *schema;
    uint64_t rows;
    uint64_t bytes;
    char sha256[65]; /* after output_end_tables() */
};

/* How a run begins in a folder that holds one already; both bits may be set. */
enum output_start {
    OUTPUT_NEW = 0,         /* it is refused, be it finished or not */
    OUTPUT_FORCED = 1 << 0, /* it takes its place; an unfinished one that is not resumed is lost */
    OUTPUT_RESUMED = 1 << 1 /* it goes on with an unfinished one, or begins where there is none */
};

struct output;

/* Makes the folder where it is not there, locks it, and makes a temporary file with the header line
 * for each schema in it, and a journal (.run.part) of how far they are. start is of the bits of
 * enum output_start; key says in lines of text what is run (write/key.h). Schemas must outlive the
 * output.
 *
 * OUTPUT_RESUMED goes on from the last checkpoint, to which the files are cut back; where the run
 * there was stopped while it was being published, that is done at once, and where it is finished
 * there is nothing to do (output_is_published()).
 *
 * NULL and a fault where the folder cannot be made or written, another run writes there, it holds a
 * finished run (one of its documents or tables) or an unfinished one that `start` does not reckon
 * with, or the unfinished one's key is another or its files were changed. */
struct output *output_open(const char *folder, unsigned start, struct lap_str key,
                           struct csv_style style, const struct schema *const *schemas,
                           size_t count, struct faults *faults);

/* The state that the last checkpoint of the resumed run was given, borrowed until the next one;
 * absent (bytes NULL) where the run begins anew. */
struct lap_str output_resumed(const struct output *output);

/* The resumed run was already at its end and stands in the folder now: there is nothing to do but
 * to say so. Nothing may be added to it. */
bool output_is_published(const struct output *output);

/* What run.json says of the run so that it is known when it is resumed once more, borrowed: the
 * SHA-256 of its key in hexadecimal, and the state of its last checkpoint. */
const char *output_key(const struct output *output);
struct lap_str output_state(const struct output *output);

/* Adds rows that are already CSV to table number `table` of output_open's schemas. False and a
 * fault (no space left, ...) where they cannot be written. */
bool output_add(struct output *output, size_t table, struct lap_str csv, uint64_t rows,
                struct faults *faults);

/* Adds bytes to what the run must remember beside its tables: they are part of each checkpoint and
 * of no finished run. */
bool output_add_memory(struct output *output, struct lap_str bytes, struct faults *faults);

/* How many bytes a resumed run remembers, and some of them: false and a fault where they cannot be
 * read. */
uint64_t output_memory_size(const struct output *output);
bool output_read_memory(const struct output *output, uint64_t at, void *bytes, size_t size,
                        struct faults *faults);

/* The folder, for files of the caller's own. */
const struct folder *output_folder(const struct output *output);

/* Makes all that was added up to here part of the run, whatever becomes of the process: state, one
 * line of text without line ends, is what the caller needs to go on from here. No sync: a stop of
 * the machine may cost the run, which is then told. False and a fault where the folder's files
 * cannot be written or the folder was removed or moved away. */
bool output_checkpoint(struct output *output, struct lap_str state, struct faults *faults);

/* Writes what is left of the tables and fills in their digests; false and a fault where that fails.
 * A checkpoint of the last state should come before it: it is what a run that is stopped while it
 * is published says of itself when it is resumed. */
bool output_end_tables(struct output *output, struct faults *faults);

const struct table *output_table(const struct output *output, size_t table);

/* Adds a further file (datapackage.json, ...) under a temporary name; name must outlive the output.
 */
bool output_add_file(struct output *output, const char *name, struct lap_str bytes,
                     struct faults *faults);

/* The digest of a further file that was added. */
const char *output_file_sha256(const struct output *output, const char *name);

/* Takes an earlier run's files away, gives everything its own name, manifest.json last, and syncs
 * the folder. Whenever it is stopped each table is old, new or absent, old ones never stand beside
 * new ones, and OUTPUT_RESUMED does the rest. */
bool output_publish(struct output *output, struct faults *faults);

/* Frees the output. is_kept leaves an unfinished run for OUTPUT_RESUMED, where it came to a
 * checkpoint at all; else it is removed, and with it the folder where this run made it and it is
 * empty. A run that is being published is always left. */
void output_close(struct output *output, bool is_kept);

#endif

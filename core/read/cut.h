/* SPDX-License-Identifier: MIT */
/* Cutting an input into chunks of whole units: lines, paragraphs, or all of it. */
#ifndef LAPIDARY_READ_CUT_H
#define LAPIDARY_READ_CUT_H

#include "read/input.h"

/* Units that stand together in an input, to be done by one worker. */
struct chunk {
    struct lap_str bytes;
    enum lap_framing framing;
    size_t line;   /* the input's line on which bytes begins, from 1 */
    size_t record; /* the number of the first unit's record, from 1 */
    /* The only unit is larger than the limit: bytes is its beginning and unit_size how long it was.
     */
    bool is_too_large;
    size_t unit_size;
    uint64_t input_bytes; /* how much further the input is read than it was for the chunk before */
};

/* One unit of a chunk. */
struct unit {
    struct lap_str bytes; /* without its line end */
    size_t line;
    size_t record;
};

/* The largest unit there may be where a record may have record_limit bytes: an input that is read
 * as a whole holds many records. */
size_t unit_limit_of(enum lap_framing framing, size_t record_limit);

struct cutter;

/* Cuts what is left of stream; chunks of lines and paragraphs are as large as chunk_size or one
 * unit. record_limit bounds a record, in bytes. cutter_close frees the cutter, not the
 * stream. */
struct cutter *cutter_open(struct stream *stream, enum lap_framing framing, size_t chunk_size,
                           size_t record_limit);

enum cut { CUT_CHUNK, CUT_END, CUT_FAILED };

/* The next chunk, borrowed until the next call; CUT_FAILED with a fault where the input was not
 * read to its end, or changed meanwhile: behind the units that are all there; CUT_END also where
 * the run is asked to stop within a unit. room: chunk_size bytes of the caller's, in which the
 * chunk is made where that can be, so that it need not be copied there; what else is in them is
 * rubbish. NULL: it is made elsewhere. */
enum cut cutter_next(struct cutter *cutter, char *room, struct chunk *chunk, struct faults *faults);

void cutter_close(struct cutter *cutter);

/* Walks a chunk: *at is 0 at first, and *unit is the one that the last call gave; false at the end.
 * Blank lines and paragraphs, those of any white space of Unicode, are passed over and take no
 * record number. A line ends with LF or CR LF, the last one also with the input. */
bool chunk_unit(const struct chunk *chunk, size_t *at, struct unit *unit);

#endif

/* SPDX-License-Identifier: MIT */
/* The inputs of a run, in their order, and their bytes. */
#ifndef LAPIDARY_READ_INPUT_H
#define LAPIDARY_READ_INPUT_H

#include "read/unpack.h"

struct input {
    const char *name; /* the path as it was given, or found in a folder; "-" for standard input */
    const struct reader_choice *choice; /* NULL: by looking at it */
    struct unpacking_rules unpacking;
    uint64_t unpacked_limit; /* bytes it may unpack to; 0: no limit */
};

struct inputs {
    struct input *items;
    size_t count;
};

/* Lists the files of the job's inputs: a folder stands for its files at any depth, in byte order of
 * their paths; hidden ones (.name) and those that are no regular files are passed over, and so are
 * the job's output and folders below a named one that hold the tables of a run. False and faults
 * where a named one does not exist or a folder cannot be read. */
bool inputs_list(struct arena *arena, const struct job *job, struct inputs *inputs,
                 struct faults *faults);

/* An input's bytes while they are read. What is compressed (gzip, zstd, xz, bzip2, lz4) is unpacked
 * on the way. */
struct stream;

/* Opens an input; NULL and a fault where it cannot be opened or read, is a folder, or is no text
 * (told with what makes text of it). stream_close frees it. */
struct stream *stream_open(const struct input *input, struct faults *faults);

/* As many bytes of an input are looked at to choose its reader. */
enum { INPUT_HEAD_SIZE = 65536 };

/* The input's name, without the suffix of a compression that was undone, and the first bytes, as
 * many as INPUT_HEAD_SIZE, which stream_read gives again; borrowed until it closes. */
struct lap_head stream_head(struct stream *stream);

/* Reads size bytes, fewer only at the end of what can be read, which stream_check judges. A regular
 * file ends at the size that it had when it was opened. */
size_t stream_read(struct stream *stream, char *bytes, size_t size);

/* After the end: true where the input's end was not reached, so that what was read last is perhaps
 * part of a line. */
bool stream_is_cut(const struct stream *stream);

/* After the end: false and a fault where the input was not read to its end, or was written to while
 * it was read. */
bool stream_check(const struct stream *stream, struct faults *faults);

/* How many bytes of the input were read so far, as it lies there, and how many there are in all (0
 * where nobody knows). */
uint64_t stream_done(const struct stream *stream);
uint64_t stream_total(const struct stream *stream);

/* How the input is compressed, and how many bytes came of it so far; NULL where it is not. */
const char *stream_packing(const struct stream *stream, uint64_t *unpacked);

/* After the end: the SHA-256 of all bytes of the input, as it lies there, in hexadecimal. */
void stream_digest(struct stream *stream, char hex[65]);

void stream_close(struct stream *stream);

#endif

/* SPDX-License-Identifier: MIT */
/* The inputs of a run, in their order, and their bytes. */
#ifndef LAPIDARY_READ_INPUT_H
#define LAPIDARY_READ_INPUT_H

#include "declare/job.h"

struct input {
    const char *name; /* the path as it was given, or found in a folder; "-" for standard input */
    const struct reader_choice *choice; /* NULL: by looking at it */
};

struct inputs {
    struct input *items;
    size_t count;
};

/* Lists the files of the job's inputs: a folder stands for its files at any depth, in byte order of
 * their paths; hidden ones (.name) and those that are no regular files are passed over. False and
 * faults where a named one does not exist or a folder cannot be read. */
bool inputs_list(struct arena *arena, const struct job *job, struct inputs *inputs,
                 struct faults *faults);

/* An input's bytes while they are read. */
struct stream;

/* Opens an input; NULL and a fault where it cannot be opened, is a folder, or is compressed (told
 * with the program that unpacks it). stream_close frees it. */
struct stream *stream_open(const struct input *input, struct faults *faults);

/* The first bytes, as many as 65,536, which stream_read gives again; borrowed until it closes. */
struct lap_head stream_head(struct stream *stream);

/* Reads up to size bytes; 0 at the end, -1 and a fault where reading failed. */
ptrdiff_t stream_read(struct stream *stream, char *bytes, size_t size, struct faults *faults);

/* How many bytes were read so far, and how many there are in all (0 where nobody knows). */
uint64_t stream_done(const struct stream *stream);
uint64_t stream_total(const struct stream *stream);

/* After the end: the SHA-256 of all bytes, in hexadecimal. */
void stream_digest(struct stream *stream, char hex[65]);

void stream_close(struct stream *stream);

#endif

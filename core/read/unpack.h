/* SPDX-License-Identifier: MIT */
/* Undoing compression in a process of its own: it has nothing but a pipe in and a pipe out, so that
 * what a broken or hostile input does to it stays there. */
#ifndef LAPIDARY_READ_UNPACK_H
#define LAPIDARY_READ_UNPACK_H

#include "declare/job.h"
#include "read/magic.h"

/* Where the packed bytes come from: fills bytes with as many as size, fewer only at the end, 0 when
 * there are no more. */
struct packed_source {
    void *context;
    size_t (*read)(void *context, char *bytes, size_t size);
};

/* What the process may. */
struct unpacking_rules {
    enum sandbox_mode sandbox;
    uint64_t time_limit; /* milliseconds in which it must take or give some bytes; 0: no limit */
};

struct unpacker;

/* Packed bytes are handed over in blocks of so many. */
enum { UNPACKER_BLOCK = 65536 };

/* Starts the process. first are the packed bytes before those of the source, at most a block and
 * copied. NULL and a reason where it cannot be had. unpacker_close ends it, wherever it is. */
struct unpacker *unpacker_open(const struct packing *packing, struct unpacking_rules rules,
                               struct lap_str first, struct packed_source source,
                               struct buffer *reason);
void unpacker_close(struct unpacker *unpacker);

/* Plain bytes, at least one and at most size of them; 0 when there are no more. */
size_t unpacker_read(struct unpacker *unpacker, char *bytes, size_t size);

/* After 0: true where all was unpacked, with the number of packed bytes that it was in *taken; else
 * false and a reason. */
bool unpacker_check(struct unpacker *unpacker, uint64_t *taken, struct buffer *reason);

#endif

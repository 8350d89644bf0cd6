/* SPDX-License-Identifier: MIT */
/* Whether a call into a plugin left its process sound: its heap, its memory, its files. What is
 * broken there shows itself later otherwise, when somebody else is at work. */
#ifndef LAPIDARY_WORKERS_SOUNDNESS_H
#define LAPIDARY_WORKERS_SOUNDNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "call/watch.h"

/* What calls left in use, for each plugin all in all. */
struct leaks {
    const struct watch *watch; /* says whose call it is */
    uint32_t plugin_count;
    int64_t *bytes;
    int64_t *last;       /* of the plugin that was called last; NULL: none was yet */
    size_t bytes_behind; /* in use behind that call */
};

struct soundness {
    uint64_t leak;                 /* bytes more in use behind one call that are too many */
    size_t bytes_used;             /* before the call */
    bool has_files;                /* before it, as they were: else it is the outer call's doing */
    const struct soundness *outer; /* of the call that this one stands in */
    struct leaks *leaks; /* of calls that stand in another one; NULL: they are not counted */
};

/* What a call must leave: of the memory_limit bytes that the process may take not more than a
 * quarter used up. */
struct soundness soundness_within(uint64_t memory_limit, struct leaks *leaks);

/* Before everything else: notes how much is in use, and the files that the process cannot do
 * without, up to CHILD_FILES. None can become another one: the sandbox lets nothing be opened or
 * duplicated. */
void soundness_begin(const int *descriptors, size_t count, uint64_t memory_limit);

/* True where they are all open still. */
bool soundness_has_files(void);

/* True where more than half of the limit is in use: a new process would have it free. */
bool soundness_is_worn_out(void);

/* Waits until the other side heard all that was said over the lines among them: what is unheard
 * from then on was said by a plugin. */
void soundness_await_hearing(void);

/* Before a call, which is noted until soundness_insist(). */
void soundness_note(struct soundness *soundness);

/* Behind it: ends the process where it is not sound, with a status of enum child_end or by a crash.
 */
void soundness_insist(const struct soundness *soundness);

/* True where memory that is not there for `wanted` bytes is missing through the call that is noted,
 * or where no call ever was noted; false where it was missing before. */
bool soundness_blames_call(size_t wanted);

/* Calls that a watch is told of; one that is careful insists that the plugin leaves all sound. */
struct vigil {
    struct watch *watch;
    struct soundness soundness;
    bool is_careful;
};

/* Stand around a call of a plugin, by its index in the catalog, before the first record. */
void vigil_begin(struct vigil *vigil, uint32_t plugin);
void vigil_end(const struct vigil *vigil);

#endif

/* SPDX-License-Identifier: MIT */
/* Undoing a compression, from one descriptor to another. */
#ifndef LAPIDARY_READ_UNDO_H
#define LAPIDARY_READ_UNDO_H

#include "read/magic.h"
#include "text/buffer.h"

/* Loads what undoing this takes, which the sandbox would not let in; once is enough. False and a
 * reason where it is not to be had. */
bool undo_prepare(const struct packing *packing, struct buffer *reason);

/* Reads packed bytes from in to their end and writes what comes of them to out; check sums that the
 * format has are checked. undo_prepare comes first. True with the number of packed bytes that it
 * was in *taken, which is less than there were where others stand behind; else false and a reason.
 */
bool undo_packing(const struct packing *packing, int in, int out, uint64_t *taken,
                  struct buffer *reason);

#endif

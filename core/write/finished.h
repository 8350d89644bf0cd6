/* SPDX-License-Identifier: MIT */
/* Whether the finished run of a folder is the one that is asked for. */
#ifndef LAPIDARY_WRITE_FINISHED_H
#define LAPIDARY_WRITE_FINISHED_H

#include "write/folder.h"

/* True where the folder holds a finished run whose key has this SHA-256, as its run.json says, with
 * all its tables in their size; state then gets the state of its last checkpoint. */
bool finished_is_same(const struct folder *folder, const char *key, struct buffer *state);

#endif

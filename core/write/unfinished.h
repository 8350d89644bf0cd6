/* SPDX-License-Identifier: MIT */
/* The unfinished run that a folder holds, as its journal tells. */
#ifndef LAPIDARY_WRITE_UNFINISHED_H
#define LAPIDARY_WRITE_UNFINISHED_H

#include "write/journal.h"

/* The part behind the tables: what the run must remember, and no table of it. */
extern const char memory_name[];

/* True where there is anything to lose: a run came to a checkpoint, or to giving its names. */
bool unfinished_is_there(const struct journal *journal);

/* Says that the folder holds it, how far it is, and what to do. */
void unfinished_refuse(const struct journal *journal, const struct folder *folder,
                       struct faults *faults);

/* True where it is the run of that key, with so many parts; else a fault that names the first line
 * in which the keys differ. */
bool unfinished_is(const struct journal *journal, const struct folder *folder, struct lap_str key,
                   size_t parts, struct faults *faults);

/* Gives the names that are left to be given; false and a fault where a file is gone. */
bool unfinished_publish(const struct journal *journal, const struct folder *folder,
                        struct faults *faults);

/* Ends it in favour of another: one that was stopped while its names were given is whole and
 * becomes the finished run of the folder, what is left of any other is taken away. */
bool unfinished_end(const struct journal *journal, const struct folder *folder,
                    struct faults *faults);

/* Takes away what no finished run has: memory and journal. */
bool unfinished_clear(const struct folder *folder, struct faults *faults);

#endif

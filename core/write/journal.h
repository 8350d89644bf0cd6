/* SPDX-License-Identifier: MIT */
/* .run.part: how far an unfinished run is, so that it can be gone on with after any death.
 *
 * Text; each line ends with a check sum, and nothing counts from the first line on that does not
 * hold it. `key TEXT` lines say what is run, `part NAME` lines which files it writes, a `done` line
 * at each checkpoint how far each of them is and the caller's state, and a `publish NAME...` line
 * that all is written and the names are being given. */
#ifndef LAPIDARY_WRITE_JOURNAL_H
#define LAPIDARY_WRITE_JOURNAL_H

#include "text/arena.h"
#include "write/part.h"

extern const char journal_name[];

struct journal {
    struct arena arena;
    int file;           /* open for further lines; -1 where it is not */
    struct buffer key;  /* its lines, each with its line end */
    const char **parts; /* names, in the order of standings */
    size_t part_count;
    struct standing *standings; /* at the last checkpoint */
    struct buffer state;        /* the caller's, at the last checkpoint */
    bool has_checkpoint;
    const char **published; /* names that were being given */
    size_t published_count;
    uint64_t size; /* bytes of the lines that count */
};

/* Reads the folder's journal; one that is not there is empty. False and a fault where it cannot be
 * read. journal_release() is owed whatever this gives. */
bool journal_read(struct journal *journal, const struct folder *folder, struct faults *faults);

/* Begins a journal in place of any other: key is lines of text, names the files in their order. */
bool journal_begin(struct journal *journal, const struct folder *folder, struct lap_str key,
                   const char *const *names, size_t count, struct faults *faults);

/* Opens a journal that was read for further lines, behind the last that counts. */
bool journal_resume(struct journal *journal, const struct folder *folder, struct faults *faults);

/* Adds a checkpoint: a standing for each part, and the caller's state in one line. Data first, line
 * after: the parts' bytes must be in their files. */
bool journal_checkpoint(struct journal *journal, const struct folder *folder,
                        const struct standing *standings, struct lap_str state,
                        struct faults *faults);

/* Says that the names are being given. From then on no part may be removed, whatever fails. */
bool journal_publish(struct journal *journal, const struct folder *folder, const char *const *names,
                     size_t count, struct faults *faults);

/* What was said lasts from now on, whatever becomes of the machine. */
bool journal_sync(const struct journal *journal, const struct folder *folder,
                  struct faults *faults);

void journal_release(struct journal *journal);

#endif

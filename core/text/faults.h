/* SPDX-License-Identifier: MIT */
/* What went wrong, as sentences that the caller tells or throws away. */
#ifndef LAPIDARY_TEXT_FAULTS_H
#define LAPIDARY_TEXT_FAULTS_H

#include "text/buffer.h"

/* A position in a file; line and column count from 1, 0 where they are not known. */
struct place {
    const char *file;
    size_t line;
    size_t column;
};

/* Zeroed, it is empty and ready. Each sentence is a line of text. */
struct faults {
    struct buffer text;
    size_t count;
};

/* What to do where a process may have no more descriptors (EMFILE), for the end of a sentence. */
#define MORE_FILES "let the program open more files (ulimit -n)"

/* Adds one sentence, without a line end; control characters in it are made visible. */
void faults_add(struct faults *faults, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds one sentence that begins with FILE:LINE:COLUMN, as much of it as is known. */
void faults_add_at(struct faults *faults, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Writes each sentence to stderr behind "lapidary: ". */
void faults_tell(const struct faults *faults);

/* The first sentence without its line end, borrowed until faults changes; empty where there is
 * none.
 */
struct lap_str faults_sentence(const struct faults *faults);

/* Moves all sentences of others behind those of faults. */
void faults_join(struct faults *faults, struct faults *others);

void faults_release(struct faults *faults);

#endif

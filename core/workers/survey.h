/* SPDX-License-Identifier: MIT */
/* Which reader takes which input: each is looked at before the run begins. */
#ifndef LAPIDARY_WORKERS_SURVEY_H
#define LAPIDARY_WORKERS_SURVEY_H

#include "workers/scout.h"

struct surveyed {
    struct input input;
    const char *source;          /* the input's name as the tables show it: valid UTF-8 */
    const struct reader *reader; /* NULL where none takes it */
    enum lap_framing framing;
    struct stream *stream; /* open where the input cannot be opened again; else NULL */
    uint64_t size;         /* bytes; 0 where nobody knows */
    bool is_packed;        /* compressed: more bytes come of it */
    const char *refusal;   /* why it cannot be read; NULL where it can */
};

struct survey {
    struct arena arena;
    struct surveyed *items;
    size_t count;
    struct readers readers; /* that were asked; opened here as well */
    struct watch watch;     /* of this process */
};

/* Looks at every input; one that no reader takes or that cannot be opened gets a refusal. The scout
 * asks the readers; where it is NULL this process does. False and faults where a reader was chosen
 * that does not exist, with options it does not know, or that it refuses, or where two inputs have
 * one source; a fault alone tells of a reader that fell over an input that another took.
 * survey_release takes back what it took, also after it failed. */
bool survey_make(struct survey *survey, const struct catalog *catalog, const struct inputs *inputs,
                 struct scout *scout, struct faults *faults);
void survey_release(struct survey *survey);

/* Of each input who takes it and how it is cut: another reader gives other records. The texts are
 * the arena's. */
const char *const *survey_takers(const struct survey *survey, struct arena *arena);

/* True where all inputs are files, which may be read once more. */
bool survey_can_be_repeated(const struct survey *survey);

/* Bytes to be read of all inputs; UINT64_MAX where nobody knows: of a pipe, or unpacked. */
uint64_t survey_bytes(const struct survey *survey);

#endif

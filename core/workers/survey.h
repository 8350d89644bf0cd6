/* SPDX-License-Identifier: MIT */
/* Which reader takes which input: each is looked at before the run begins. */
#ifndef LAPIDARY_WORKERS_SURVEY_H
#define LAPIDARY_WORKERS_SURVEY_H

#include "call/reader.h"

struct surveyed {
    struct input input;
    const char *source;          /* the input's name as the tables show it: valid UTF-8 */
    const struct reader *reader; /* NULL where none takes it */
    enum lap_framing framing;
    struct stream *stream; /* open where the input cannot be opened again; else NULL */
    uint64_t size;         /* bytes; 0 where nobody knows */
    const char *refusal;   /* why it cannot be read; NULL where it can */
};

struct survey {
    struct arena arena;
    struct surveyed *items;
    size_t count;
    struct reader **readers; /* opened: each with its own options */
    size_t reader_count;
};

/* Looks at every input; one that no reader takes or that cannot be opened gets a refusal. False and
 * faults where a reader was chosen that does not exist, with options it does not know, or that it
 * refuses. survey_release takes back what it took, also after it failed. */
bool survey_make(struct survey *survey, const struct catalog *catalog, const struct inputs *inputs,
                 struct faults *faults);
void survey_release(struct survey *survey);

#endif

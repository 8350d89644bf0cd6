/* SPDX-License-Identifier: MIT */
/* What a child died of, in words. */
#ifndef LAPIDARY_WORKERS_DEATH_H
#define LAPIDARY_WORKERS_DEATH_H

#include "workers/child.h"

struct death {
    enum {
        DEATH_BY_PLAN, /* nothing went wrong: another one shall go on */
        DEATH_BY_PLUGIN,
        DEATH_BY_INPUT,    /* there was more of it than memory holds */
        DEATH_BY_SOMEBODY, /* from outside: to be tried again */
        DEATH_BY_MACHINE   /* trying again is of no use; why is the whole sentence */
    } by;
    bool is_of_cpu_limit; /* a new process has all of that time again */
    bool is_final;        /* who did it would do it again: it is to be switched off */
    const char *did;      /* "crashed" and the like: completes "it ..." */
    char why[200];        /* stands behind that and a colon */
};

/* So often, all in all, is tried what dies by somebody, or over nothing that is known. */
enum { DEATH_TRIES = 3 };

/* Of a child whose line is cut. Where it has not ended yet it is killed. */
struct death death_of(struct child *child, const struct child_rules *rules);

#endif

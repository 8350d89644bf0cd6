/* SPDX-License-Identifier: MIT */
/* A process that meets plugins for this one: forked, confined, watched, and killed when it is late.
 */
#ifndef LAPIDARY_WORKERS_CHILD_H
#define LAPIDARY_WORKERS_CHILD_H

#include "call/watch.h"
#include "confine/sandbox.h"

/* With what status a child ends of itself. */
enum child_end {
    CHILD_WELL = 0,          /* it heard no more from the parent */
    CHILD_NO_MEMORY = 71,    /* it ran into its memory limit */
    CHILD_NO_ROOM = 72,      /* what it made found no room */
    CHILD_NOT_CONFINED = 73, /* the sandbox could not be had */
    CHILD_CROWDED = 74,      /* its memory was full through no call of a plugin */
    CHILD_ROBBED = 75,       /* a file that it needs was closed, or written to */
    CHILD_LEAKED = 76,       /* so much of its memory one plugin used up for good */
    CHILD_WORN_OUT = 77      /* between two tasks, so much of its memory being used up for good */
};

/* Milliseconds after which its parent looks at a child again at the latest. */
enum { CHILD_PAUSE = 100 };

/* Seconds that an awaited child may be without a record: it may hang before. */
enum { CHILD_PATIENCE = 30 };

/* Shared memory: what a child says while it works. */
struct child_page {
    struct watch watch;
    /* Written once, before its work. */
    struct sandbox_receipt sandbox;
    char refusal[200]; /* why there is no sandbox */
};

/* What a child may. */
struct child_rules {
    enum sandbox_mode sandbox; /* as sandbox_choose left it */
    uint64_t memory_limit;     /* bytes that it may take beyond what it starts with */
    double time_limit;         /* seconds for one step, while there is a record in it */
};

/* A job's, once sandbox_choose settled its sandbox. */
struct child_rules child_rules_of(const struct job *job);

enum { CHILD_FILES = 8 };

/* What a child does; work is called in the child and does not return. */
struct child_work {
    const int *files;  /* the descriptors that stay open beside the standard streams */
    size_t file_count; /* up to CHILD_FILES */
    void (*work)(void *context);
    void *context;
};

struct child {
    struct child_page *page; /* the owner's */
    pid_t process;           /* 0: none runs */
    uint64_t steps;          /* as they were last seen */
    double still;            /* seconds since when they are the same, the parent being awake */
    bool is_late;            /* it was killed for that */
};

/* Forks a child, whose page is set. False and a fault where there can be none. */
bool child_start(struct child *child, const struct child_rules *rules,
                 const struct child_work *work, struct faults *faults);

/* Seconds since *last, of clock_now(), which is set to now. Time in which this process did not run
 * (it was stopped, or the machine slept) was no child's either, and is not counted. */
double child_seconds(uint64_t *last);

/* Adds seconds to those in which the child made no step, and kills it where they are too many: more
 * than its time limit while there is a record in it, more than CHILD_PATIENCE where it is awaited
 * and there is none. */
void child_watch(struct child *child, double seconds, const struct child_rules *rules,
                 bool is_awaited);

/* Ends the child, if there is one, without waiting until it is gone; child_kill() is still owed. */
void child_dismiss(const struct child *child);

/* Ends the child at once, if there is one. */
void child_kill(struct child *child);

#endif

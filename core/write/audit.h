/* SPDX-License-Identifier: MIT */
/* Whether the files of a run are still those that it wrote. */
#ifndef LAPIDARY_WRITE_AUDIT_H
#define LAPIDARY_WRITE_AUDIT_H

#include "text/arena.h"
#include "text/faults.h"

enum file_state {
    FILE_GOOD,
    FILE_CHANGED,
    FILE_CUT_SHORT, /* it has fewer bytes than were written */
    FILE_MISSING,
    FILE_UNCHECKED /* an input that cannot be read again */
};

/* The word for a state: "good", "cut short". */
const char *file_state_name(enum file_state state);

struct file_finding {
    const char *file;
    enum file_state state;
    const char *detail; /* what is in it, or what is wrong with it */
};

struct audit {
    struct arena arena;
    /* Of manifest.json, the tables, datapackage.json, run.json and the inputs. */
    struct file_finding *findings;
    size_t count;
    bool is_good;     /* nothing is changed, cut short or missing */
    const char *note; /* what else goes on in the folder; NULL for nothing */
};

/* Checks the run of a folder: each table's size, SHA-256 and rows against manifest.json, whether
 * the totals there add up, whether datapackage.json and run.json are there and fit, and with
 * has_inputs the inputs, where they stood when the run read them. False and a fault where there is
 * no finished run. audit_release() is owed whatever this gives. */
bool audit_run(struct audit *audit, const char *path, bool has_inputs, struct faults *faults);
void audit_release(struct audit *audit);

#endif

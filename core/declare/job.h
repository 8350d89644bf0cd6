/* SPDX-License-Identifier: MIT */
/* A run declaration: what --config FILE.yaml says of inputs, readers, plugins and output. */
#ifndef LAPIDARY_DECLARE_JOB_H
#define LAPIDARY_DECLARE_JOB_H

#include "declare/amounts.h"
#include "declare/declaration.h"

/* A reader that was chosen for inputs by name. */
struct reader_choice {
    const char *name;
    struct pairs options;
    struct place place;
};

struct job_input {
    const char *path;
    const struct reader_choice *reader; /* NULL: by looking at it */
};

struct job_plugin {
    const char *name;
    struct pairs options;
    struct place place;
};

/* How much of the sandbox must be had (core/confine). Best: all of it where the system has it, else
 * what there is. */
enum sandbox_mode { SANDBOX_BEST, SANDBOX_REQUIRE, SANDBOX_TRY, SANDBOX_OFF };

/* Their names in that order, ended by NULL. */
extern const char *const sandbox_modes[];

/* The mode of that name; false where there is none. */
bool sandbox_mode_of(const char *name, enum sandbox_mode *mode);

/* Zeroed: nothing is said. Lists grow in the arena. The command line adds to it and wins. */
struct job {
    const char *file; /* NULL where there is no --config */
    struct job_input *inputs;
    size_t input_count;
    const struct reader_choice *reader; /* the declaration's, of inputs that name none */
    struct job_plugin *plugins;         /* only these; none: all that are installed */
    size_t plugin_count;
    const char *choosing;     /* how the command lets one name them, "with --plugins"; NULL: not */
    const char **plugin_path; /* folders before the installed one */
    size_t plugin_path_count;
    const char *output;
    bool is_forced;
    bool is_resumed; /* goes on with the run that was broken off in output */
    bool is_spreadsheet;
    bool has_crlf;
    bool is_quiet;
    bool is_json;
    bool is_plain; /* the plain engine instead of the fast one */
    struct amounts amounts;
    enum sandbox_mode sandbox;
};

/* Reads FILE.yaml into job; false and faults with places and near keys where it is wrong. Paths in
 * it are relative to its folder. Its keys are the names of run's options: inputs (paths, or maps of
 * path and reader), reader (NAME:KEY=VALUE or a map), plugins (names, or a map of names to
 * options), plugin-path, output, force, spreadsheet, crlf, quiet, json, engine, sandbox, and the
 * amounts'. */
bool job_read(struct arena *arena, const char *file, struct job *job, struct faults *faults);

/* Reads NAME[:KEY=VALUE,...]; NULL and a fault where it is no such thing. */
const struct reader_choice *reader_choice_of(struct arena *arena, const char *text,
                                             struct faults *faults);

/* Adds one to the job's lists. */
void job_add_input(struct arena *arena, struct job *job, struct job_input input);
void job_add_plugin(struct arena *arena, struct job *job, struct job_plugin plugin);
void job_add_plugin_path(struct arena *arena, struct job *job, const char *folder);

#endif

/* SPDX-License-Identifier: MIT */
/* Name lists: files of names with their usual spelling and how each group may be matched. */
#ifndef LAPIDARY_DECLARE_NAMES_H
#define LAPIDARY_DECLARE_NAMES_H

#include "text/arena.h"
#include "text/faults.h"

struct name_group {
    const char *title;
    bool is_caseless;
    bool has_any_joints;
    const char *cue_role; /* a match of this role must stand nearby; NULL for none */
    size_t cue_within;    /* at most so many code points away */
    struct place place;
};

/* One spelling as it is searched. */
struct name {
    struct lap_str spelling;
    struct lap_str usual;
    const struct name_group *group;
};

struct name_list {
    const char *file;
    const struct name *names;
    size_t count;
};

/* Reads a file of names into arena, `joints: any` spelled out: such a name stands once with a
 * space, once with a hyphen and once with nothing in the place of its joints. NULL and at least one
 * fault where the file is wrong; a spelling that stands twice in it is a fault. */
const struct name_list *names_read(struct arena *arena, const char *file, struct faults *faults);

#endif

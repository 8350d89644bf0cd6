/* SPDX-License-Identifier: MIT */
/* A plugin's shared object: found, checked and opened. */
#ifndef LAPIDARY_LOAD_OBJECT_H
#define LAPIDARY_LOAD_OBJECT_H

#include "text/arena.h"
#include "text/faults.h"

struct object {
    const char *file;
    const struct lap_plugin *record; /* NULL where the object was refused */
};

/* False and a fault where path is owned by someone else than root or the user and can be written by
 * its group or the world, or cannot be looked at. */
bool object_is_safe(const char *path, struct faults *faults);

/* Opens the shared object name.so at file and checks its record, before anything else of it is
 * called: the symbol, magic, size, ABI minor, kind, name and functions. Every fault names the
 * field, both values and what to do. The object stays open. */
struct object object_open(const char *file, const char *name, struct faults *faults);

#endif

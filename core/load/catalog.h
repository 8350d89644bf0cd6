/* SPDX-License-Identifier: MIT */
/* The plugins of a run: found on the plugin path, declared, loaded and checked. */
#ifndef LAPIDARY_LOAD_CATALOG_H
#define LAPIDARY_LOAD_CATALOG_H

#include "declare/job.h"

/* One plugin, ready but for open(). */
struct plugin {
    struct declaration *declaration;
    const struct lap_plugin *record; /* the shared object's; never NULL in a catalog */
    const char *object_file;
    struct lap_setup setup; /* tables in the order of the record's own, where it has one */
    /* One for each pattern of the declaration: index into setup.roles. */
    const size_t *roles;
    /* SHA-256 of the object, then of each file of the declaration. */
    char (*digests)[65];
};

struct catalog {
    struct arena arena;
    struct plugin *plugins; /* extractors and readers, in byte order of their names */
    size_t count;
};

/* Finds DIR/NAME/NAME.yaml in each folder of the path (the job's plugin-path, then
 * LAPIDARY_PLUGIN_PATH split at ':', then `plugins` beside the running program where it is there,
 * else the installed folder; a folder that stands there twice counts once), reads the declarations,
 * loads their objects (NAME.so in the declaration's folder, then in DIR, for each DIR) and takes
 * the SHA-256 of all these files. Where the job names plugins only those extractors are taken, a
 * name that is not there is a fault with the nearest one, or with the folder that is there in its
 * place; readers are always taken. Refused, each with what to do and all at once: two of one name,
 * no file, not an object, one for another processor or cut short, no symbol, wrong magic, size,
 * kind or ABI minor (field and both values named), a column, capture or role that the object needs
 * and the declaration has not, two extractors of one facet, a plugin's file or folder or a folder
 * of the path that is owned by someone else than root or the user and writable by group or world.
 * False where anything was refused. */
bool catalog_load(struct catalog *catalog, const struct job *job, struct faults *faults);

/* The plugin of a name, or NULL. */
struct plugin *catalog_plugin(const struct catalog *catalog, const char *name);

void catalog_release(struct catalog *catalog);

#endif

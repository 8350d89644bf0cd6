/* SPDX-License-Identifier: MIT */
/* How a run's files get their names: each table is old, new or absent at every moment, and old ones
 * never stand beside new ones. */
#ifndef LAPIDARY_WRITE_PUBLISH_H
#define LAPIDARY_WRITE_PUBLISH_H

#include "write/folder.h"

/* The last file of a run to get its name: a folder that has one is whole. */
extern const char manifest_name[];

/* True where each of the names can be given: it, or what it is the name of, is there, and no folder
 * stands in its place. Else a fault, and nothing has changed. */
bool names_can_be_given(const struct folder *folder, const char *const *names, size_t count,
                        struct faults *faults);

/* Takes the earlier run's files away (those that its manifest names, and those of these names) and
 * gives the names, all in an order that can be gone on with: after a death in the midst of it the
 * same call does what is left. False and a fault where it fails. */
bool give_names(const struct folder *folder, const char *const *names, size_t count,
                struct faults *faults);

#endif

/* SPDX-License-Identifier: MIT */
/* A file of a run: written under a temporary name, given its own when all is well. */
#ifndef LAPIDARY_WRITE_PART_H
#define LAPIDARY_WRITE_PART_H

#include <stdint.h>

#include "text/digest.h"
#include "text/faults.h"

/* The folder that a run writes into: its path as it was given, and its descriptor. */
struct folder {
    const char *path;
    int file;
};

/* Tells that NAME of the folder cannot be WHAT ("written", "made", ...), why, and what to do. */
void folder_fault(const struct folder *folder, const char *name, const char *what, int error,
                  struct faults *faults);

/* Makes names that were given or taken away so far last, also when the machine stops. */
bool folder_sync(const struct folder *folder, struct faults *faults);

struct part {
    char *name;
    char *temporary;       /* .NAME.part */
    int file;              /* -1 when it is closed */
    bool is_temporary;     /* it stands under its temporary name */
    struct buffer waiting; /* not yet written */
    struct digest *digest; /* of what was written; NULL after part_end() */
    uint64_t bytes;        /* written */
};

/* Each gives false and a fault that names the file where it fails; part_release() is owed after
 * part_begin(), whatever that gave. */

/* Makes the file under its temporary name, in place of one that a killed run left. */
bool part_begin(struct part *part, const struct folder *folder, const char *name,
                struct faults *faults);

/* Adds bytes, which reach the file in large blocks. */
bool part_add(struct part *part, const struct folder *folder, struct lap_str bytes,
              struct faults *faults);

/* Writes and syncs what is left and closes the file; sha256 gets the digest of all bytes. */
bool part_end(struct part *part, const struct folder *folder, char sha256[65],
              struct faults *faults);

/* Gives the file its own name, in place of an earlier file of that name. */
bool part_publish(struct part *part, const struct folder *folder, struct faults *faults);

/* Removes the file where it still has its temporary name, and frees what the part holds. */
void part_release(struct part *part, const struct folder *folder);

#endif

/* SPDX-License-Identifier: MIT */
/* A file of a run while it is written, under a temporary name. */
#ifndef LAPIDARY_WRITE_PART_H
#define LAPIDARY_WRITE_PART_H

#include <stdint.h>

#include "text/digest.h"
#include "write/folder.h"

/* How far a part was at a checkpoint. */
struct standing {
    uint64_t bytes;
    uint64_t rows;
    char sha256[65];
};

struct part {
    const char *name;
    char *temporary;       /* .NAME.part */
    int file;              /* -1 when it is closed */
    struct buffer waiting; /* not yet written */
    struct digest *digest; /* of what was written; NULL after part_end() */
    char sha256[65];       /* of all bytes; set by part_end() */
    uint64_t bytes;        /* written */
    uint64_t sent;         /* of them, whose way to the disk was begun */
};

/* The temporary name of NAME; the caller frees it. */
char *part_temporary(const char *name);

/* Each gives false and a fault that names the file where it fails; part_release() is owed after
 * part_begin() and part_resume(), whatever they gave, and name must live until then. */

/* Makes the file under its temporary name, in place of one that a killed run left. */
bool part_begin(struct part *part, const struct folder *folder, const char *name,
                struct faults *faults);

/* Opens the file that a run left, as it was at a checkpoint: what was added later is cut off. A
 * fault also where its bytes are not those of the checkpoint. */
bool part_resume(struct part *part, const struct folder *folder, const char *name,
                 const struct standing *standing, struct faults *faults);

/* Adds bytes, which reach the file in large blocks. */
bool part_add(struct part *part, const struct folder *folder, struct lap_str bytes,
              struct faults *faults);

/* Writes what waits and says how far the part is; rows is the caller's to set. */
bool part_stand(struct part *part, const struct folder *folder, struct standing *standing,
                struct faults *faults);

/* Writes what is left, and has its way to the disk begun; sets the digest of all bytes. */
bool part_end(struct part *part, const struct folder *folder, struct faults *faults);

/* Waits until an ended part is on the disk, and closes the file. When all parts are ended before
 * the first is waited for, the file system writes its journal once and not for each. */
bool part_sync(struct part *part, const struct folder *folder, struct faults *faults);

/* The file still has its name. */
bool part_is_there(const struct part *part);

/* Frees what the part holds; the file stays. */
void part_release(struct part *part);

#endif

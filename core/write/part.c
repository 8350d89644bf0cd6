/* SPDX-License-Identifier: MIT */
/* A file of a run: written under a temporary name, given its own when all is well. */
#include "write/part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "text/memory.h"

enum { BLOCK_SIZE = 256 * 1024 };

struct remedy {
    int error;
    const char *text;
};

static const struct remedy remedies[] = {
    {ENOSPC, "free some space and run again"},
    {EDQUOT, "free some space and run again"},
    {EFBIG, "raise the limit on file sizes (ulimit -f) and run again"},
    {EACCES, "choose a folder that you may write with -o"},
    {EPERM, "choose a folder that you may write with -o"},
    {EROFS, "choose a folder that you may write with -o"},
    {EISDIR, "move that folder away and run again"},
};

static const char *remedy_for(int error)
{
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++) {
        if (remedies[i].error == error)
            return remedies[i].text;
    }
    return "run again, or choose another folder with -o";
}

void folder_fault(const struct folder *folder, const char *name, const char *what, int error,
                  struct faults *faults)
{
    faults_add(faults, "%s/%s: cannot be %s: %s; %s", folder->path, name, what, strerror(error),
               remedy_for(error));
}

bool folder_sync(const struct folder *folder, struct faults *faults)
{
    if (fsync(folder->file) == 0)
        return true;
    folder_fault(folder, ".", "synced", errno, faults);
    return false;
}

/* Freed by part_release(). */
static char *name_between(const char *before, const char *name, const char *behind)
{
    size_t size = strlen(before) + strlen(name) + strlen(behind) + 1;
    char *whole = memory_take(size, 1);

    snprintf(whole, size, "%s%s%s", before, name, behind);
    return whole;
}

bool part_begin(struct part *part, const struct folder *folder, const char *name,
                struct faults *faults)
{
    *part = (struct part){
        .name = name_between("", name, ""),
        .temporary = name_between(".", name, ".part"),
        .file = -1,
        .digest = digest_begin(),
    };
    /* What a killed run left is taken away and not written to: it may be a link to elsewhere. */
    if (unlinkat(folder->file, part->temporary, 0) == 0 || errno == ENOENT)
        part->file =
            openat(folder->file, part->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (part->file < 0) {
        folder_fault(folder, part->temporary, "made", errno, faults);
        return false;
    }
    part->is_temporary = true;
    return true;
}

static bool write_all(int file, struct lap_str bytes)
{
    while (bytes.size) {
        ssize_t size = write(file, bytes.bytes, bytes.size);

        if (size < 0 && errno != EINTR)
            return false;
        if (size > 0) {
            bytes.bytes += size;
            bytes.size -= (size_t)size;
        }
    }
    return true;
}

static bool flush(struct part *part, const struct folder *folder, struct faults *faults)
{
    struct lap_str bytes = buffer_str(&part->waiting);

    if (!write_all(part->file, bytes)) {
        folder_fault(folder, part->name, "written", errno, faults);
        return false;
    }
    digest_add(part->digest, bytes);
    part->bytes += bytes.size;
    part->waiting.size = 0;
    return true;
}

bool part_add(struct part *part, const struct folder *folder, struct lap_str bytes,
              struct faults *faults)
{
    buffer_add_str(&part->waiting, bytes);
    return part->waiting.size < BLOCK_SIZE || flush(part, folder, faults);
}

bool part_end(struct part *part, const struct folder *folder, char sha256[65],
              struct faults *faults)
{
    bool is_synced;

    if (!flush(part, folder, faults))
        return false;
    is_synced = fsync(part->file) == 0;
    if (!is_synced)
        folder_fault(folder, part->name, "written", errno, faults);
    close(part->file);
    part->file = -1;
    digest_end(part->digest, sha256);
    part->digest = NULL;
    return is_synced;
}

bool part_publish(struct part *part, const struct folder *folder, struct faults *faults)
{
    if (renameat(folder->file, part->temporary, folder->file, part->name) != 0) {
        folder_fault(folder, part->name, "given its name", errno, faults);
        return false;
    }
    part->is_temporary = false;
    return true;
}

void part_release(struct part *part, const struct folder *folder)
{
    char sha256[65];

    if (part->file >= 0)
        close(part->file);
    if (part->is_temporary)
        unlinkat(folder->file, part->temporary, 0);
    if (part->digest)
        digest_end(part->digest, sha256);
    buffer_release(&part->waiting);
    free(part->temporary);
    free(part->name);
}

/* SPDX-License-Identifier: MIT */
/* A file of a run while it is written, under a temporary name. */
#include "write/part.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/memory.h"
#include "process/whole.h"

/* So many bytes are written at once; and when so many more are written, their way to the disk is
 * begun, so that the end of a run waits for little. */
enum { BLOCK_SIZE = 256 * 1024, STRETCH_SIZE = 4 << 20 };

char *part_temporary(const char *name)
{
    size_t size = strlen(name) + sizeof "..part";
    char *temporary = memory_take(size, 1);

    snprintf(temporary, size, ".%s.part", name);
    return temporary;
}

static void prepare(struct part *part, const char *name)
{
    *part = (struct part){
        .name = name,
        .temporary = part_temporary(name),
        .file = -1,
        .digest = digest_begin(),
    };
}

bool part_begin(struct part *part, const struct folder *folder, const char *name,
                struct faults *faults)
{
    prepare(part, name);
    /* What a killed run left is taken away and not written to: it may be a link to elsewhere. */
    if (unlinkat(folder->file, part->temporary, 0) == 0 || errno == ENOENT)
        part->file =
            openat(folder->file, part->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (part->file < 0)
        folder_fault(folder, part->temporary, "made", errno, faults);
    return part->file >= 0;
}

/* ---- Going on ---- */

/* Reads so many bytes through the digest; false where there are fewer. */
static bool digest_file(struct part *part, uint64_t bytes)
{
    char block[65536];

    while (part->bytes < bytes) {
        uint64_t rest = bytes - part->bytes;
        size_t size = rest < sizeof block ? (size_t)rest : sizeof block;

        if (!whole_read(part->file, block, size, (off_t)part->bytes))
            return false;
        digest_add(part->digest, (struct lap_str){block, size});
        part->bytes += size;
    }
    return true;
}

bool part_resume(struct part *part, const struct folder *folder, const char *name,
                 const struct standing *standing, struct faults *faults)
{
    char sha256[65] = "";

    prepare(part, name);
    part->file = folder_open_file(folder, part->temporary, true);
    if (part->file < 0) {
        faults_add(faults,
                   "%s/%s: cannot be gone on with: %s; begin anew with --force instead of --resume",
                   folder->path, part->temporary, strerror(errno));
        return false;
    }
    if (digest_file(part, standing->bytes))
        digest_so_far(part->digest, sha256);
    if (strcmp(sha256, standing->sha256) != 0) {
        faults_add(faults,
                   "%s/%s: its first %" PRIu64 " bytes are not those that the unfinished run "
                   "wrote; begin anew with --force instead of --resume",
                   folder->path, part->temporary, standing->bytes);
        return false;
    }
    if (ftruncate(part->file, (off_t)standing->bytes) == 0)
        return true;
    folder_fault(folder, part->temporary, "cut to its last checkpoint", errno, faults);
    return false;
}

/* ---- Writing ---- */

/* Has what was written sent to the disk; does not wait, and what fails is part_sync's to tell. */
static void send_to_disk(struct part *part)
{
    sync_file_range(part->file, (off_t)part->sent, (off_t)(part->bytes - part->sent),
                    SYNC_FILE_RANGE_WRITE);
    part->sent = part->bytes;
}

static bool flush(struct part *part, const struct folder *folder, struct faults *faults)
{
    struct lap_str bytes = buffer_str(&part->waiting);

    if (!whole_write(part->file, bytes.bytes, bytes.size, (off_t)part->bytes)) {
        folder_fault(folder, part->name, "written", errno, faults);
        return false;
    }
    digest_add(part->digest, bytes);
    part->bytes += bytes.size;
    part->waiting.size = 0;
    if (part->bytes - part->sent >= STRETCH_SIZE)
        send_to_disk(part);
    return true;
}

bool part_add(struct part *part, const struct folder *folder, struct lap_str bytes,
              struct faults *faults)
{
    buffer_add_str(&part->waiting, bytes);
    return part->waiting.size < BLOCK_SIZE || flush(part, folder, faults);
}

bool part_stand(struct part *part, const struct folder *folder, struct standing *standing,
                struct faults *faults)
{
    if (!flush(part, folder, faults))
        return false;
    standing->bytes = part->bytes;
    digest_so_far(part->digest, standing->sha256);
    return true;
}

bool part_end(struct part *part, const struct folder *folder, struct faults *faults)
{
    if (!flush(part, folder, faults))
        return false;
    send_to_disk(part);
    digest_end(part->digest, part->sha256);
    part->digest = NULL;
    return true;
}

bool part_sync(struct part *part, const struct folder *folder, struct faults *faults)
{
    bool is_synced = fsync(part->file) == 0;

    if (!is_synced)
        folder_fault(folder, part->name, "written", errno, faults);
    close(part->file);
    part->file = -1;
    return is_synced;
}

bool part_is_there(const struct part *part)
{
    struct stat status;

    return part->file < 0 || (fstat(part->file, &status) == 0 && status.st_nlink > 0);
}

void part_release(struct part *part)
{
    if (part->file >= 0)
        close(part->file);
    if (part->digest)
        digest_end(part->digest, part->sha256);
    buffer_release(&part->waiting);
    free(part->temporary);
}

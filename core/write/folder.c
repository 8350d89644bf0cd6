/* SPDX-License-Identifier: MIT */
/* The folder that a run writes into, and what its names can suffer. */
#include "write/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lock_name[] = ".lapidary.lock";

/* ---- What can go wrong with a file, and what to do ---- */

struct remedy {
    const char *text; /* what to do before the run goes on */
    int error;
    bool is_elsewhere; /* the run can only be begun again, elsewhere */
};

static const struct remedy remedies[] = {
    {"free some space", ENOSPC, false},
    {"free some of your share of the disk", EDQUOT, false},
    {"raise the limit on file sizes (ulimit -f)", EFBIG, false},
    {MORE_FILES, EMFILE, false},
    {"move that folder away", EISDIR, false},
    {"move that link away", ELOOP, false},
    {"move away what is no regular file", EINVAL, false},
    {"the disk fails: see the kernel's log, and choose a folder on another one with -o", EIO, true},
    {"the folder was removed while the run worked: leave it alone", ENOENT, false},
    {"choose a folder that you may write with -o", EACCES, true},
    {"choose a folder that you may write with -o", EPERM, true},
    {"choose a folder that you may write with -o", EROFS, true},
};

static const struct remedy *remedy_for(int error)
{
    static const struct remedy any = {"run again, or choose another folder with -o", 0, true};

    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (remedies[i].error == error)
            return &remedies[i];
    return &any;
}

void folder_fault(const struct folder *folder, const char *name, const char *what, int error,
                  struct faults *faults)
{
    const struct remedy *remedy = remedy_for(error);
    const char *then = folder->is_resumable ? " and go on with --resume" : " and run again";

    faults_add(faults, "%s/%s: cannot be %s: %s; %s%s", folder->path, name, what, strerror(error),
               remedy->text, remedy->is_elsewhere ? "" : then);
}

/* ---- Opening and closing ---- */

static bool open_path(struct folder *folder, struct faults *faults)
{
    folder->was_made = mkdir(folder->path, 0777) == 0;
    if (!folder->was_made && errno != EEXIST) {
        faults_add(faults, "%s: the folder cannot be made: %s; %s", folder->path, strerror(errno),
                   errno == ENOENT ? "make the folder that it lies in first"
                                   : "choose another with -o");
        return false;
    }
    folder->file = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->file < 0) {
        faults_add(faults, "%s: cannot be opened as a folder: %s; choose another with -o",
                   folder->path, strerror(errno));
        return false;
    }
    return true;
}

static bool is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/* Whether the name leads to an open file; where it leads elsewhere or nowhere errno is ENOENT, and
 * where nobody can tell something else. */
static bool is_named_file(const struct folder *folder, const char *name, int file)
{
    struct stat named;
    struct stat opened;

    if (fstat(file, &opened) != 0 || fstatat(folder->file, name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    errno = ENOENT;
    return is_same(&named, &opened);
}

/* The lock's name goes away when a run ends; a file that was opened just before that is locked by
 * nobody else and yet guards nothing, so then it is opened again. */
static bool take_lock(struct folder *folder, struct faults *faults)
{
    const char *failed = NULL;

    for (;;) {
        folder->lock =
            openat(folder->file, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (folder->lock < 0)
            failed = "made";
        else if (flock(folder->lock, LOCK_EX | LOCK_NB) != 0)
            failed = "locked";
        else if (is_named_file(folder, lock_name, folder->lock))
            return true;
        else if (errno != ENOENT)
            failed = "looked at";
        if (failed)
            break;
        close(folder->lock);
    }
    if (errno == EWOULDBLOCK)
        faults_add(faults,
                   "%s: another run is writing there; wait for its end, or choose another folder "
                   "with -o",
                   folder->path);
    else
        folder_fault(folder, lock_name, failed, errno, faults);
    if (folder->lock >= 0)
        close(folder->lock);
    folder->lock = -1;
    return false;
}

bool folder_open(struct folder *folder, const char *path, struct faults *faults)
{
    *folder = (struct folder){.path = path, .file = -1, .lock = -1};
    return open_path(folder, faults) && take_lock(folder, faults);
}

bool folder_look(struct folder *folder, const char *path)
{
    *folder = (struct folder){
        .path = path, .file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .lock = -1};
    return folder->file >= 0;
}

bool folder_is_locked(const struct folder *folder)
{
    int lock = folder_open_file(folder, lock_name, false);
    bool is_locked = lock >= 0 && flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (lock >= 0)
        close(lock);
    return is_locked;
}

void folder_close(struct folder *folder, bool is_left_empty)
{
    bool is_removed = is_left_empty && folder->was_made && folder_fate(folder) == FOLDER_THERE;

    if (folder->lock >= 0) {
        unlinkat(folder->file, lock_name, 0);
        close(folder->lock);
    }
    if (folder->file >= 0)
        close(folder->file);
    if (is_removed)
        rmdir(folder->path);
}

/* ---- Names ---- */

bool folder_owns(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

bool folder_has_folder(const struct folder *folder, const char *name)
{
    struct stat status;

    return fstatat(folder->file, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
}

bool folder_find(const struct folder *folder, const char *name, bool *is_there,
                 struct faults *faults)
{
    struct stat status;

    *is_there = fstatat(folder->file, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (*is_there || errno == ENOENT)
        return true;
    folder_fault(folder, name, "looked for", errno, faults);
    return false;
}

bool folder_remove(const struct folder *folder, const char *name, struct faults *faults)
{
    if (unlinkat(folder->file, name, 0) == 0 || errno == ENOENT)
        return true;
    folder_fault(folder, name, "removed", errno, faults);
    return false;
}

bool folder_rename(const struct folder *folder, const char *from, const char *to,
                   struct faults *faults)
{
    if (renameat(folder->file, from, folder->file, to) == 0)
        return true;
    folder_fault(folder, to, "given its name", errno, faults);
    return false;
}

bool folder_sync(const struct folder *folder, struct faults *faults)
{
    /* Not every file system has folders that can be synced. */
    if (fsync(folder->file) == 0 || errno == EINVAL)
        return true;
    folder_fault(folder, ".", "synced", errno, faults);
    return false;
}

/* A folder that was removed has lost its lock's name before; one that was moved has it still. */
enum folder_fate folder_fate(const struct folder *folder)
{
    struct stat named;
    struct stat opened;

    if (folder->lock >= 0 && !is_named_file(folder, lock_name, folder->lock))
        return FOLDER_REMOVED;
    return stat(folder->path, &named) == 0 && fstat(folder->file, &opened) == 0 &&
                   is_same(&named, &opened)
               ? FOLDER_THERE
               : FOLDER_MOVED;
}

int folder_open_file(const struct folder *folder, const char *name, bool is_written)
{
    int file = openat(folder->file, name,
                      (is_written ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status;

    if (file >= 0 && (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) {
        close(file);
        errno = EINVAL;
        return -1;
    }
    return file;
}

bool folder_read(const struct folder *folder, const char *name, struct buffer *bytes)
{
    int file = folder_open_file(folder, name, false);
    ssize_t size = 0;

    if (file < 0)
        return false;
    do {
        bytes->size += size > 0 ? (size_t)size : 0;
        size = read(file, buffer_room(bytes, 65536), 65536);
    } while (size > 0 || (size < 0 && errno == EINTR));
    close(file);
    return size == 0;
}

int folder_open_nameless(const struct folder *folder, struct faults *faults)
{
    static const char name[] = ".nameless.part";
    int file = openat(folder->file, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    /* Not every file system has nameless files. */
    if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
        unlinkat(folder->file, name, 0);
        file = openat(folder->file, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file >= 0)
            unlinkat(folder->file, name, 0);
    }
    if (file < 0)
        folder_fault(folder, name, "made", errno, faults);
    return file;
}

/* SPDX-License-Identifier: MIT */
/* Lists the inputs of a run: named files as they are, folders as the files in them. */
#include "read/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/memory.h"

/* The names found so far; they live in the arena, the table of them does not. */
struct listing {
    struct arena *arena;
    const struct job *job;
    struct stat output; /* the folder that the run writes into; 0 where there is none yet */
    struct input *items;
    size_t count;
    size_t room;
};

static void add_input(struct listing *listing, const char *name, const struct reader_choice *choice)
{
    const struct job *job = listing->job;

    if (listing->count == listing->room) {
        listing->room = listing->room ? listing->room * 2 : 64;
        listing->items = memory_grow(listing->items, listing->room, sizeof *listing->items);
    }
    listing->items[listing->count++] =
        (struct input){.name = name,
                       .choice = choice,
                       .unpacking = {job->sandbox, amount_value(&job->amounts, AMOUNT_TIME)},
                       .unpacked_limit = amount_value(&job->amounts, AMOUNT_UNPACKED)};
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct input *)a)->name, ((const struct input *)b)->name);
}

static const char *path_in(struct arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder);

    while (size > 1 && folder[size - 1] == '/')
        size--;
    return arena_format(arena, "%.*s%s%s", (int)size, folder, folder[size - 1] == '/' ? "" : "/",
                        name);
}

/* What an entry of a folder is; a link counts as a file where it leads to one, and as nothing where
 * it leads to a folder, so that no walk goes in circles. */
static mode_t kind_of_entry(int folder, const char *name)
{
    struct stat status;

    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (!S_ISLNK(status.st_mode))
        return status.st_mode & S_IFMT;
    if (fstatat(folder, name, &status, 0) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return S_IFREG;
}

static bool is_output(const struct listing *listing, const struct stat *folder)
{
    return folder->st_dev == listing->output.st_dev && folder->st_ino == listing->output.st_ino;
}

/* True for the folder that the run writes into, and for those that hold the tables of another: who
 * names the folder around them wants no rows of rows. */
static bool is_of_a_run(const struct listing *listing, const char *folder)
{
    static const char *const files[] = {"manifest.json", "datapackage.json", "run.json",
                                        "records.csv", "rejects.csv"};
    struct stat status;

    if (stat(folder, &status) == 0 && is_output(listing, &status))
        return true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (access(path_in(listing->arena, folder, files[i]), F_OK) != 0)
            return false;
    return true;
}

static bool add_folder(struct listing *listing, const char *path,
                       const struct reader_choice *choice, struct faults *faults)
{
    DIR *folder = opendir(path);
    bool is_done = false;

    while (folder && !is_done) {
        struct dirent *entry;
        const char *entry_path;
        mode_t kind;

        errno = 0;
        entry = readdir(folder);
        if (!entry) {
            is_done = errno == 0;
            break;
        }
        if (entry->d_name[0] == '.')
            continue;
        kind = kind_of_entry(dirfd(folder), entry->d_name);
        entry_path = path_in(listing->arena, path, entry->d_name);
        if (kind == S_IFREG)
            add_input(listing, entry_path, choice);
        else if (kind == S_IFDIR && !is_of_a_run(listing, entry_path) &&
                 !add_folder(listing, entry_path, choice, faults))
            goto out;
    }
    if (!is_done)
        faults_add(faults, "%s: the folder cannot be read (%s); let it be read or name its files",
                   path, strerror(errno));
out:
    if (folder)
        closedir(folder);
    return is_done;
}

/* What was named must be there, and the run must not find its own tables in it. */
static bool is_input(const struct listing *listing, const char *path, struct stat *status,
                     struct faults *faults)
{
    bool is_there = stat(path, status) == 0;

    if (is_there && !(S_ISDIR(status->st_mode) && is_output(listing, status)))
        return true;
    if (is_there)
        faults_add(faults,
                   "%s: is the folder that the run writes into; choose another with -o, or name "
                   "the files in it",
                   path);
    else
        faults_add(faults, "%s: the input cannot be found (%s); name a file, a folder or -", path,
                   strerror(errno));
    return false;
}

static bool add_named(struct listing *listing, const struct job_input *named, struct faults *faults)
{
    size_t first = listing->count;
    struct stat status = {0};

    if (strcmp(named->path, "-") != 0 && !is_input(listing, named->path, &status, faults))
        return false;
    if (!S_ISDIR(status.st_mode))
        add_input(listing, named->path, named->reader);
    else if (!add_folder(listing, named->path, named->reader, faults))
        return false;
    if (listing->count > first)
        qsort(listing->items + first, listing->count - first, sizeof *listing->items,
              compare_names);
    return true;
}

bool inputs_list(struct arena *arena, const struct job *job, struct inputs *inputs,
                 struct faults *faults)
{
    struct listing listing = {.arena = arena, .job = job};
    bool is_done = true;

    if (job->output && stat(job->output, &listing.output) != 0)
        listing.output = (struct stat){0};
    for (size_t i = 0; i < job->input_count; i++)
        is_done = add_named(&listing, &job->inputs[i], faults) && is_done;
    inputs->count = listing.count;
    inputs->items = arena_take(arena, listing.count * sizeof *inputs->items);
    if (listing.count)
        memcpy(inputs->items, listing.items, listing.count * sizeof *inputs->items);
    free(listing.items);
    return is_done;
}

/* SPDX-License-Identifier: MIT */
/* Two threads take the SHA-256 of the plugins' files, a plugin a piece. */
#include "load/digesting.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/memory.h"
#include "process/sharing.h"
#include "text/digest.h"

struct digesting {
    struct catalog *catalog;
    struct faults *faults; /* for each plugin */
    int folder;            /* from which files are found, wherever a plugin goes meanwhile */
    struct sharing *sharing;
};

static void digest_file(int folder, const char *path, char sha256[65], struct faults *faults)
{
    char block[65536];
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    struct digest *digest = digest_begin();
    ssize_t size = file < 0 ? -1 : 0;

    while (file >= 0 && (size = read(file, block, sizeof block)) > 0)
        digest_add(digest, (struct lap_str){block, (size_t)size});
    if (size < 0)
        faults_add(faults,
                   "%s: cannot be read again for its SHA-256: %s; leave the plugins alone while "
                   "they run, and run again",
                   path, strerror(errno));
    if (file >= 0)
        close(file);
    digest_end(digest, sha256);
}

static void digest_plugin(void *context, size_t piece)
{
    struct digesting *digesting = context;
    const struct plugin *plugin = &digesting->catalog->plugins[piece];
    const char *const *files = plugin->declaration->files;

    if (plugin->object_file)
        digest_file(digesting->folder, plugin->object_file, plugin->digests[0],
                    &digesting->faults[piece]);
    for (size_t i = 0; files[i]; i++)
        digest_file(digesting->folder, files[i], plugin->digests[i + 1], &digesting->faults[piece]);
}

static void make_room(struct arena *arena, struct plugin *plugin)
{
    size_t count = 0;

    while (plugin->declaration->files[count])
        count++;
    plugin->digests = arena_take(arena, (count + 1) * sizeof *plugin->digests);
}

struct digesting *digesting_begin(struct catalog *catalog)
{
    struct digesting *digesting = memory_take(1, sizeof *digesting);

    *digesting = (struct digesting){.catalog = catalog,
                                    .faults = memory_take(catalog->count, sizeof(struct faults)),
                                    .folder = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (digesting->folder < 0)
        digesting->folder = AT_FDCWD; /* too many files are open: that is told by what needs one */
    for (size_t i = 0; i < catalog->count; i++)
        make_room(&catalog->arena, &catalog->plugins[i]);
    digesting->sharing = sharing_begin(catalog->count, digest_plugin, digesting);
    return digesting;
}

void digesting_end(struct digesting *digesting, struct faults *faults)
{
    sharing_end(digesting->sharing);
    for (size_t i = 0; i < digesting->catalog->count; i++)
        faults_join(faults, &digesting->faults[i]);
    if (digesting->folder >= 0)
        close(digesting->folder);
    free(digesting->faults);
    free(digesting);
}

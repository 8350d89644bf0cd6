/* SPDX-License-Identifier: MIT */
/* How a run's files get their names: each table is old, new or absent at every moment, and old ones
 * never stand beside new ones.
 *
 * To exchange whole folders (RENAME_EXCHANGE) would be one step, but the folder is the user's: it
 * may hold other files, be a mount point or the folder that a shell stands in, and the one that it
 * lies in need not be ours to write. So the old files go before the first new one gets its name,
 * and the journal says that this goes on: a death in between leaves absent tables, no mixture. */
#include "write/publish.h"

#include <errno.h>
#include <stdlib.h>

#include "write/part.h"
#include "write/tree.h"

const char manifest_name[] = "manifest.json";

/* The earlier manifest until all is done: it names the files that must go. */
static const char old_manifest_name[] = ".manifest.json.old";

/* Says whether what will be NAME still waits for it under a name of its own. */
static bool find_part(const struct folder *folder, const char *name, bool *is_there,
                      struct faults *faults)
{
    char *temporary = part_temporary(name);
    bool is_found = folder_find(folder, temporary, is_there, faults);

    free(temporary);
    return is_found;
}

bool names_can_be_given(const struct folder *folder, const char *const *names, size_t count,
                        struct faults *faults)
{
    for (size_t i = 0; i < count; i++) {
        bool has_part, has_file;

        if (folder_has_folder(folder, names[i])) {
            folder_fault(folder, names[i], "given its name", EISDIR, faults);
            return false;
        }
        if (!find_part(folder, names[i], &has_part, faults) ||
            !folder_find(folder, names[i], &has_file, faults))
            return false;
        if (!has_part && !has_file) {
            faults_add(faults,
                       "%s/%s: was removed before the run was whole; begin anew with --force",
                       folder->path, names[i]);
            return false;
        }
    }
    return true;
}

/* ---- The earlier run ---- */

/* Takes the earlier run's manifest, NULL where there is none or it is none of ours; the caller
 * frees it with yajl_tree_free. False and a fault where it cannot be read. */
static bool read_old_manifest(const struct folder *folder, yajl_val *manifest,
                              struct faults *faults)
{
    struct buffer bytes = {0};
    bool is_read = folder_read(folder, old_manifest_name, &bytes);
    int error = errno;

    *manifest = is_read ? tree_parse(buffer_str(&bytes)) : NULL;
    buffer_release(&bytes);
    if (is_read || error == ENOENT)
        return true;
    folder_fault(folder, old_manifest_name, "read", error, faults);
    return false;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Removes the table's file where it was an earlier run's and this run makes none of that name. A
 * manifest is a file that anybody may have changed: names that lead elsewhere are passed over. */
static bool remove_old_table(const struct folder *folder, yajl_val table, const char *const *names,
                             size_t count, struct faults *faults)
{
    const char *name = tree_text(table, "name");
    struct buffer file = {0};
    bool is_removed;

    if (!name || !folder_owns(name))
        return true;
    buffer_add_format(&file, "%s.csv", name);
    is_removed = is_among(buffer_text(&file), names, count) ||
                 folder_remove(folder, buffer_text(&file), faults);
    buffer_release(&file);
    return is_removed;
}

static bool remove_old_tables(const struct folder *folder, const char *const *names, size_t count,
                              struct faults *faults)
{
    yajl_val manifest;
    yajl_val tables;
    bool is_removed = read_old_manifest(folder, &manifest, faults);

    tables = tree_member(manifest, "tables", yajl_t_array);
    for (size_t i = 0; is_removed && i < tree_length(tables); i++)
        is_removed = remove_old_table(folder, tables->u.array.values[i], names, count, faults);
    yajl_tree_free(manifest);
    return is_removed;
}

static bool set_old_manifest_aside(const struct folder *folder, struct faults *faults)
{
    bool has_part, has_file;

    if (!find_part(folder, manifest_name, &has_part, faults) ||
        !folder_find(folder, manifest_name, &has_file, faults))
        return false;
    return !has_part || !has_file ||
           folder_rename(folder, manifest_name, old_manifest_name, faults);
}

/* A name whose part is still there is an old file's; where the part is gone it is the new one. */
static bool remove_old_files(const struct folder *folder, const char *const *names, size_t count,
                             struct faults *faults)
{
    if (!set_old_manifest_aside(folder, faults))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool has_part;

        if (!find_part(folder, names[i], &has_part, faults) ||
            (has_part && !folder_remove(folder, names[i], faults)))
            return false;
    }
    return remove_old_tables(folder, names, count, faults) && folder_sync(folder, faults);
}

/* ---- The new one ---- */

static bool give_name(const struct folder *folder, const char *name, struct faults *faults)
{
    char *temporary = part_temporary(name);
    bool has_part;
    bool is_given = folder_find(folder, temporary, &has_part, faults) &&
                    (!has_part || folder_rename(folder, temporary, name, faults));

    free(temporary);
    return is_given;
}

bool give_names(const struct folder *folder, const char *const *names, size_t count,
                struct faults *faults)
{
    if (!remove_old_files(folder, names, count, faults))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], manifest_name) != 0 && !give_name(folder, names[i], faults))
            return false;
    return folder_sync(folder, faults) && give_name(folder, manifest_name, faults) &&
           folder_sync(folder, faults) && folder_remove(folder, old_manifest_name, faults);
}

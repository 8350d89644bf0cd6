/* SPDX-License-Identifier: MIT */
/* A run's folder: tables under temporary names until all is well, then under their own. */
#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yajl/yajl_tree.h>

#include "text/memory.h"
#include "write/part.h"

static const char manifest_name[] = "manifest.json";
static const char lock_name[] = ".lapidary.lock";

struct output {
    struct arena arena; /* of names */
    struct folder folder;
    bool has_made_folder;
    int lock;
    bool is_broken; /* a file could not be written: nothing may be published */
    struct table *tables;
    size_t table_count;
    struct part *parts; /* the tables in their order, then further files */
    size_t part_count;
};

/* ---- Opening ---- */

static bool open_folder(struct output *output, struct faults *faults)
{
    output->has_made_folder = mkdir(output->folder.path, 0777) == 0;
    if (!output->has_made_folder && errno != EEXIST) {
        faults_add(
            faults, "%s: the folder cannot be made: %s; %s", output->folder.path, strerror(errno),
            errno == ENOENT ? "make the folder that it lies in first" : "choose another with -o");
        return false;
    }
    output->folder.file = open(output->folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (output->folder.file < 0) {
        faults_add(faults, "%s: cannot be opened as a folder: %s; choose another with -o",
                   output->folder.path, strerror(errno));
        return false;
    }
    return true;
}

static bool is_named_file(const struct output *output, const char *name, int file)
{
    struct stat named;
    struct stat opened;

    return fstat(file, &opened) == 0 &&
           fstatat(output->folder.file, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/* The lock's name goes away when a run ends; a file that was opened just before that is locked by
 * nobody else and yet guards nothing, so then it is opened again. */
static bool take_lock(struct output *output, struct faults *faults)
{
    do {
        if (output->lock >= 0)
            close(output->lock);
        output->lock =
            openat(output->folder.file, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (output->lock < 0) {
            folder_fault(&output->folder, lock_name, "made", errno, faults);
            return false;
        }
        if (flock(output->lock, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                faults_add(faults,
                           "%s: another run is writing there; wait for its end, or choose another "
                           "folder with -o",
                           output->folder.path);
            else
                folder_fault(&output->folder, lock_name, "locked", errno, faults);
            close(output->lock);
            output->lock = -1;
            return false;
        }
    } while (!is_named_file(output, lock_name, output->lock));
    return true;
}

static bool is_there(const struct output *output, const char *name)
{
    struct stat status;

    return fstatat(output->folder.file, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static const char *file_of_table(struct output *output, const char *table)
{
    return arena_format(&output->arena, "%s.csv", table);
}

static bool holds_run(struct output *output, struct faults *faults)
{
    const char *found = is_there(output, manifest_name) ? manifest_name : NULL;

    for (size_t i = 0; i < output->table_count && !found; i++) {
        const char *name = file_of_table(output, output->tables[i].schema->table);

        found = is_there(output, name) ? name : NULL;
    }
    if (found)
        faults_add(faults,
                   "%s: holds a run already (%s is there); replace it with --force, or choose "
                   "another folder with -o",
                   output->folder.path, found);
    return found;
}

/* Adds a part; it is owed its release whatever this gives. */
static struct part *add_part(struct output *output, const char *name, struct faults *faults)
{
    struct part *part;

    output->parts = memory_grow(output->parts, output->part_count + 1, sizeof *output->parts);
    part = &output->parts[output->part_count++];
    return part_begin(part, &output->folder, name, faults) ? part : NULL;
}

static bool begin_table(struct output *output, const struct schema *schema, struct csv_style style,
                        struct faults *faults)
{
    struct part *part = add_part(output, file_of_table(output, schema->table), faults);
    struct buffer header = {0};
    bool is_added;

    if (!part)
        return false;
    csv_begin(&header, style);
    for (size_t i = 0; i < schema->count; i++)
        csv_cell(&header, style, str_of(schema->columns[i].name), i == 0, false);
    csv_end_line(&header, style);
    is_added = part_add(part, &output->folder, buffer_str(&header), faults);
    buffer_release(&header);
    return is_added;
}

static bool begin_tables(struct output *output, struct csv_style style, struct faults *faults)
{
    for (size_t i = 0; i < output->table_count; i++) {
        if (!begin_table(output, output->tables[i].schema, style, faults))
            return false;
    }
    return true;
}

struct output *output_open(const char *folder, bool is_forced, struct csv_style style,
                           const struct schema *const *schemas, size_t count, struct faults *faults)
{
    struct output *output = memory_take(1, sizeof *output);

    output->folder.path = arena_copy(&output->arena, str_of(folder));
    output->folder.file = -1;
    output->lock = -1;
    output->tables = memory_take(count, sizeof *output->tables);
    output->table_count = count;
    for (size_t i = 0; i < count; i++)
        output->tables[i].schema = schemas[i];
    if (open_folder(output, faults) && take_lock(output, faults) &&
        (is_forced || !holds_run(output, faults)) && begin_tables(output, style, faults))
        return output;
    output_close(output);
    return NULL;
}

/* ---- Writing ---- */

bool output_add(struct output *output, size_t table, struct lap_str csv, uint64_t rows,
                struct faults *faults)
{
    if (output->is_broken)
        return false;
    output->is_broken = !part_add(&output->parts[table], &output->folder, csv, faults);
    output->tables[table].rows += rows;
    return !output->is_broken;
}

bool output_end_tables(struct output *output, struct faults *faults)
{
    for (size_t i = 0; i < output->table_count && !output->is_broken; i++) {
        struct table *table = &output->tables[i];

        if (!part_end(&output->parts[i], &output->folder, table->sha256, faults))
            output->is_broken = true;
        table->bytes = output->parts[i].bytes;
    }
    return !output->is_broken;
}

const struct table *output_table(const struct output *output, size_t table)
{
    return &output->tables[table];
}

bool output_add_file(struct output *output, const char *name, struct lap_str bytes,
                     struct faults *faults)
{
    struct part *part = add_part(output, name, faults);
    char sha256[65];

    if (!part || !part_add(part, &output->folder, bytes, faults) ||
        !part_end(part, &output->folder, sha256, faults))
        output->is_broken = true;
    return !output->is_broken;
}

/* ---- Publishing ---- */

static bool remove_file(const struct output *output, const char *name, struct faults *faults)
{
    if (unlinkat(output->folder.file, name, 0) == 0 || errno == ENOENT)
        return true;
    folder_fault(&output->folder, name, "removed", errno, faults);
    return false;
}

static void read_file(const struct output *output, const char *name, struct buffer *bytes)
{
    int file = openat(output->folder.file, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t size = 0;

    if (file < 0)
        return;
    do {
        bytes->size += (size_t)size;
        size = read(file, buffer_room(bytes, 65536), 65536);
    } while (size > 0);
    close(file);
}

/* The manifest of the run that the folder holds; NULL where there is none or it is none of ours.
 * The caller frees it with yajl_tree_free. */
static yajl_val read_manifest(const struct output *output)
{
    struct buffer bytes = {0};
    yajl_val manifest;

    read_file(output, manifest_name, &bytes);
    manifest = yajl_tree_parse(buffer_text(&bytes), NULL, 0);
    buffer_release(&bytes);
    return manifest;
}

/* A manifest is a file that anybody may have changed: names that lead elsewhere are passed over. */
static bool is_table_of_folder(const char *table)
{
    return table && *table && *table != '.' && !strchr(table, '/');
}

static bool has_part(const struct output *output, const char *name)
{
    for (size_t i = 0; i < output->part_count; i++) {
        if (strcmp(output->parts[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Removes the table's file where it was an earlier run's and this run makes none of that name. */
static bool remove_earlier_table(struct output *output, yajl_val table, struct faults *faults)
{
    static const char *path[] = {"name", NULL};
    yajl_val text = yajl_tree_get(table, path, yajl_t_string);
    const char *name = YAJL_GET_STRING(text);

    if (!is_table_of_folder(name) || has_part(output, file_of_table(output, name)))
        return true;
    return remove_file(output, file_of_table(output, name), faults);
}

static bool remove_earlier_tables(struct output *output, yajl_val manifest, struct faults *faults)
{
    static const char *path[] = {"tables", NULL};
    yajl_val tables = manifest ? yajl_tree_get(manifest, path, yajl_t_array) : NULL;

    for (size_t i = 0; YAJL_IS_ARRAY(tables) && i < tables->u.array.len; i++) {
        if (!remove_earlier_table(output, tables->u.array.values[i], faults))
            return false;
    }
    return true;
}

static bool publish_parts(struct output *output, bool is_manifest, struct faults *faults)
{
    for (size_t i = 0; i < output->part_count; i++) {
        struct part *part = &output->parts[i];

        if ((strcmp(part->name, manifest_name) == 0) == is_manifest &&
            !part_publish(part, &output->folder, faults))
            return false;
    }
    return folder_sync(&output->folder, faults);
}

bool output_publish(struct output *output, struct faults *faults)
{
    yajl_val manifest;
    bool is_published;

    if (output->is_broken)
        return false;
    manifest = read_manifest(output);
    is_published = remove_file(output, manifest_name, faults) &&
                   folder_sync(&output->folder, faults) &&
                   remove_earlier_tables(output, manifest, faults) &&
                   publish_parts(output, false, faults) && publish_parts(output, true, faults);
    yajl_tree_free(manifest);
    return is_published;
}

void output_close(struct output *output)
{
    for (size_t i = 0; i < output->part_count; i++)
        part_release(&output->parts[i], &output->folder);
    if (output->lock >= 0) {
        unlinkat(output->folder.file, lock_name, 0);
        close(output->lock);
    }
    if (output->folder.file >= 0)
        close(output->folder.file);
    if (output->has_made_folder)
        rmdir(output->folder.path);
    free(output->parts);
    free(output->tables);
    arena_release(&output->arena);
    free(output);
}

/* SPDX-License-Identifier: MIT */
/* A run's folder: tables under temporary names until all is well, then under their own. */
#include "write/output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/memory.h"
#include "process/whole.h"
#include "write/finished.h"
#include "write/journal.h"
#include "write/publish.h"
#include "write/unfinished.h"

struct output {
    struct arena arena; /* of names */
    struct folder folder;
    struct journal journal;
    char key[65];      /* the SHA-256 of what is run */
    bool is_ours;      /* the unfinished run in the folder is this one */
    bool is_resumed;   /* it began at a checkpoint */
    bool is_broken;    /* a file could not be written: nothing may be published */
    bool is_published; /* or being published: nothing may be removed */
    struct table *tables;
    size_t table_count;
    struct part *parts; /* the tables in their order, the memory, then further files */
    size_t part_count;
    struct standing *standings; /* of the tables and the memory */
};

/* ---- What the folder holds ---- */

static const char *file_of_table(struct output *output, size_t table)
{
    return arena_format(&output->arena, "%s.csv", output->tables[table].schema->table);
}

/* Whether nothing of this name is there; else a fault. */
static bool is_free(struct output *output, const char *name, unsigned start, struct faults *faults)
{
    bool is_there;

    if (!folder_find(&output->folder, name, &is_there, faults))
        return false;
    if (is_there)
        faults_add(faults,
                   "%s: holds a run already (%s is there)%s; replace it with --force, or choose "
                   "another folder with -o",
                   output->folder.path, name,
                   start & OUTPUT_RESUMED ? " and none that could be gone on with" : "");
    return !is_there;
}

static bool holds_no_run(struct output *output, unsigned start, struct faults *faults)
{
    static const char *const documents[] = {manifest_name, "datapackage.json", "run.json"};

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        if (!is_free(output, documents[i], start, faults))
            return false;
    for (size_t i = 0; i < output->table_count; i++)
        if (!is_free(output, file_of_table(output, i), start, faults))
            return false;
    return true;
}

/* ---- Beginning anew ---- */

/* Adds a part; it is owed its release whatever becomes of it. */
static struct part *add_part(struct output *output)
{
    output->parts = memory_grow(output->parts, output->part_count + 1, sizeof *output->parts);
    return &output->parts[output->part_count++];
}

static bool begin_table(struct output *output, size_t table, struct csv_style style,
                        struct faults *faults)
{
    const struct schema *schema = output->tables[table].schema;
    struct part *part = add_part(output);
    struct buffer header = {0};
    bool is_added;

    if (!part_begin(part, &output->folder, file_of_table(output, table), faults))
        return false;
    csv_begin(&header, style);
    for (size_t i = 0; i < schema->count; i++)
        csv_cell(&header, style, str_of(schema->columns[i].name), i == 0, false);
    csv_end_line(&header, style);
    is_added = part_add(part, &output->folder, buffer_str(&header), faults);
    buffer_release(&header);
    return is_added;
}

/* The names of the parts that checkpoints tell of, in their order; in the arena. */
static const char **names_of_parts(struct output *output)
{
    const char **names = arena_take(&output->arena, (output->table_count + 1) * sizeof *names);

    for (size_t i = 0; i < output->table_count; i++)
        names[i] = file_of_table(output, i);
    names[output->table_count] = memory_name;
    return names;
}

static bool begin(struct output *output, struct lap_str key, struct csv_style style,
                  struct faults *faults)
{
    const char **names = names_of_parts(output);

    journal_release(&output->journal);
    output->is_ours = true;
    if (!journal_begin(&output->journal, &output->folder, key, names, output->table_count + 1,
                       faults))
        return false;
    for (size_t i = 0; i < output->table_count; i++)
        if (!begin_table(output, i, style, faults))
            return false;
    return part_begin(add_part(output), &output->folder, memory_name, faults);
}

/* ---- Going on ---- */

static bool go_on(struct output *output, struct lap_str key, struct faults *faults)
{
    const struct journal *journal = &output->journal;
    const char **names = names_of_parts(output);

    if (!unfinished_is(journal, &output->folder, key, output->table_count + 1, faults))
        return false;
    output->is_resumed = true;
    output->is_published = journal->published_count;
    if (output->is_published)
        return unfinished_publish(journal, &output->folder, faults);
    for (size_t i = 0; i < journal->part_count; i++) {
        if (!part_resume(add_part(output), &output->folder, names[i], &journal->standings[i],
                         faults))
            return false;
        if (i < output->table_count)
            output->tables[i].rows = journal->standings[i].rows;
    }
    output->is_ours = journal_resume(&output->journal, &output->folder, faults);
    output->folder.is_resumable = true;
    return output->is_ours;
}

/* ---- Opening ---- */

/* A run that was begun there had leave to take the place of a finished one, and still has when it
 * is gone on with before its first checkpoint. */
static bool may_replace(const struct output *output, unsigned start, struct lap_str key)
{
    const struct journal *journal = &output->journal;

    return start & OUTPUT_FORCED || (start & OUTPUT_RESUMED && journal->part_count &&
                                     str_is_equal(buffer_str(&journal->key), key));
}

static bool start_run(struct output *output, unsigned start, struct lap_str key,
                      struct csv_style style, struct faults *faults)
{
    if (!journal_read(&output->journal, &output->folder, faults))
        return false;
    if (unfinished_is_there(&output->journal) && start & OUTPUT_RESUMED)
        return go_on(output, key, faults);
    if (unfinished_is_there(&output->journal) && start == OUTPUT_NEW) {
        unfinished_refuse(&output->journal, &output->folder, faults);
        return false;
    }
    if (start & OUTPUT_RESUMED &&
        finished_is_same(&output->folder, output->key, &output->journal.state)) {
        output->is_resumed = output->is_published = true;
        return true;
    }
    return (may_replace(output, start, key) || holds_no_run(output, start, faults)) &&
           unfinished_end(&output->journal, &output->folder, faults) &&
           begin(output, key, style, faults);
}

struct output *output_open(const char *folder, unsigned start, struct lap_str key,
                           struct csv_style style, const struct schema *const *schemas,
                           size_t count, struct faults *faults)
{
    struct output *output = memory_take(1, sizeof *output);

    output->journal.file = -1;
    digest_of(key, output->key);
    output->tables = memory_take(count, sizeof *output->tables);
    output->standings = memory_take(count + 1, sizeof *output->standings);
    output->table_count = count;
    for (size_t i = 0; i < count; i++)
        output->tables[i].schema = schemas[i];
    if (folder_open(&output->folder, arena_copy(&output->arena, str_of(folder)), faults) &&
        start_run(output, start, key, style, faults))
        return output;
    output_close(output, false);
    return NULL;
}

struct lap_str output_resumed(const struct output *output)
{
    return output->is_resumed ? buffer_str(&output->journal.state) : (struct lap_str){NULL, 0};
}

bool output_is_published(const struct output *output)
{
    return output->is_published;
}

const char *output_key(const struct output *output)
{
    return output->key;
}

struct lap_str output_state(const struct output *output)
{
    return buffer_str(&output->journal.state);
}

/* ---- Writing ---- */

/* True while the run may be written to. */
static bool note(struct output *output, bool is_written)
{
    output->is_broken |= !is_written;
    return is_written;
}

bool output_add(struct output *output, size_t table, struct lap_str csv, uint64_t rows,
                struct faults *faults)
{
    if (output->is_broken)
        return false;
    output->tables[table].rows += rows;
    return note(output, part_add(&output->parts[table], &output->folder, csv, faults));
}

bool output_add_memory(struct output *output, struct lap_str bytes, struct faults *faults)
{
    struct part *memory = &output->parts[output->table_count];

    return !output->is_broken && note(output, part_add(memory, &output->folder, bytes, faults));
}

uint64_t output_memory_size(const struct output *output)
{
    return output->parts[output->table_count].bytes;
}

bool output_read_memory(const struct output *output, uint64_t at, void *bytes, size_t size,
                        struct faults *faults)
{
    const struct part *memory = &output->parts[output->table_count];

    if (whole_read(memory->file, bytes, size, (off_t)at))
        return true;
    folder_fault(&output->folder, memory->temporary, "read", errno, faults);
    return false;
}

const struct folder *output_folder(const struct output *output)
{
    return &output->folder;
}

/* The files with their rows, which are gone or elsewhere. */
static void list_tables(const struct output *output, struct buffer *list)
{
    for (size_t i = 0; i < output->table_count; i++)
        buffer_add_format(list, "%s%s.csv (%" PRIu64 " rows)", i ? ", " : "",
                          output->tables[i].schema->table, output->tables[i].rows);
}

static bool has_all_parts(const struct output *output)
{
    for (size_t i = 0; i < output->part_count; i++)
        if (!part_is_there(&output->parts[i]))
            return false;
    return true;
}

/* Files that were removed can be written as before: only their names tell that it is in vain. */
static bool is_still_there(const struct output *output, struct faults *faults)
{
    enum folder_fate fate = folder_fate(&output->folder);
    struct buffer list = {0};

    if (fate == FOLDER_THERE && has_all_parts(output))
        return true;
    if (fate == FOLDER_MOVED) {
        faults_add(faults,
                   "%s: the folder was moved away while the run worked; put it back and go on with "
                   "--resume",
                   output->folder.path);
        return false;
    }
    list_tables(output, &list);
    faults_add(faults,
               "%s: the folder or what was in it was removed while the run worked, and so lost: "
               "%s; leave it alone and run again",
               output->folder.path, buffer_text(&list));
    buffer_release(&list);
    return false;
}

static bool stand(struct output *output, struct faults *faults)
{
    for (size_t i = 0; i <= output->table_count; i++) {
        struct standing *standing = &output->standings[i];

        standing->rows = i < output->table_count ? output->tables[i].rows : 0;
        if (!part_stand(&output->parts[i], &output->folder, standing, faults))
            return false;
    }
    return true;
}

bool output_checkpoint(struct output *output, struct lap_str state, struct faults *faults)
{
    if (output->is_broken)
        return false;
    note(output, is_still_there(output, faults) && stand(output, faults) &&
                     journal_checkpoint(&output->journal, &output->folder, output->standings, state,
                                        faults));
    output->folder.is_resumable = output->journal.has_checkpoint;
    return !output->is_broken;
}

bool output_end_tables(struct output *output, struct faults *faults)
{
    if (output->is_broken || !note(output, is_still_there(output, faults)))
        return false;
    for (size_t i = 0; i < output->table_count && !output->is_broken; i++) {
        struct table *table = &output->tables[i];
        struct part *part = &output->parts[i];

        note(output, part_end(part, &output->folder, faults));
        memcpy(table->sha256, part->sha256, sizeof table->sha256);
        table->bytes = part->bytes;
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
    struct part *part = add_part(output);

    return note(output, part_begin(part, &output->folder, name, faults) &&
                            part_add(part, &output->folder, bytes, faults) &&
                            part_end(part, &output->folder, faults));
}

const char *output_file_sha256(const struct output *output, const char *name)
{
    size_t i = output->table_count + 1;

    while (strcmp(output->parts[i].name, name) != 0)
        i++;
    return output->parts[i].sha256;
}

/* ---- The end ---- */

/* Waits for all parts but the memory, which is not to stay. */
static bool sync_parts(struct output *output, struct faults *faults)
{
    bool is_synced = true;

    for (size_t i = 0; i < output->part_count; i++)
        if (i != output->table_count)
            is_synced &= part_sync(&output->parts[i], &output->folder, faults);
    return is_synced;
}

/* All parts but the memory; in the arena. */
static const char **names_to_give(struct output *output)
{
    const char **names = arena_take(&output->arena, output->part_count * sizeof *names);
    size_t count = 0;

    for (size_t i = 0; i < output->part_count; i++)
        if (i != output->table_count)
            names[count++] = output->parts[i].name;
    return names;
}

bool output_publish(struct output *output, struct faults *faults)
{
    const char **names = names_to_give(output);
    size_t count = output->part_count - 1;

    if (output->is_broken || !note(output, sync_parts(output, faults)) ||
        !note(output, is_still_there(output, faults)) ||
        !names_can_be_given(&output->folder, names, count, faults) ||
        !journal_publish(&output->journal, &output->folder, names, count, faults))
        return false;
    output->is_published = true;
    output->folder.is_resumable = true;
    return journal_sync(&output->journal, &output->folder, faults) &&
           give_names(&output->folder, names, count, faults) &&
           unfinished_clear(&output->folder, faults);
}

/* Takes away the parts from number first on. */
static void drop_parts(const struct output *output, size_t first)
{
    for (size_t i = first; i < output->part_count; i++)
        unlinkat(output->folder.file, output->parts[i].temporary, 0);
}

void output_close(struct output *output, bool is_kept)
{
    bool is_left = is_kept && output->journal.has_checkpoint;

    if (output->is_ours && !output->is_published) {
        drop_parts(output, is_left ? output->table_count + 1 : 0);
        if (!is_left)
            unlinkat(output->folder.file, journal_name, 0);
    }
    for (size_t i = 0; i < output->part_count; i++)
        part_release(&output->parts[i]);
    journal_release(&output->journal);
    folder_close(&output->folder, !is_left);
    free(output->parts);
    free(output->standings);
    free(output->tables);
    arena_release(&output->arena);
    free(output);
}

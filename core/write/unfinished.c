/* SPDX-License-Identifier: MIT */
/* The unfinished run that a folder holds, as its journal tells. */
#include "write/unfinished.h"

#include <inttypes.h>
#include <stdlib.h>

#include "write/publish.h"

const char memory_name[] = "memory";

bool unfinished_is_there(const struct journal *journal)
{
    return journal->has_checkpoint || journal->published_count;
}

void unfinished_refuse(const struct journal *journal, const struct folder *folder,
                       struct faults *faults)
{
    struct buffer progress = {0};

    if (journal->published_count)
        buffer_add_str(&progress, str_of("all rows are written, the names are being given"));
    else
        buffer_add_format(&progress, "%s has %" PRIu64 " rows so far", journal->parts[0],
                          journal->standings[0].rows);
    faults_add(faults,
               "%s: holds an unfinished run (%s); go on with it with --resume, or begin anew with "
               "--force",
               folder->path, buffer_text(&progress));
    buffer_release(&progress);
}

/* ---- Which run it is ---- */

bool unfinished_is(const struct journal *journal, const struct folder *folder, struct lap_str key,
                   size_t parts, struct faults *faults)
{
    struct lap_str begun = buffer_str(&journal->key);
    struct lap_str then = {"", 0};
    struct lap_str now = {"", 0};

    while ((begun.size || key.size) && str_is_equal(then, now)) {
        then = str_take(&begun, '\n');
        now = str_take(&key, '\n');
    }
    if (!str_is_equal(then, now)) {
        faults_add(faults,
                   "%s: the unfinished run there is another: it was begun with '%.*s' where this "
                   "has '%.*s'; go on with what it was begun with, or begin anew with --force "
                   "instead of --resume",
                   folder->path, STR_ARGS(then), STR_ARGS(now));
        return false;
    }
    if (journal->part_count != parts)
        faults_add(faults,
                   "%s/%s: tells of %zu files, and the run has %zu; begin anew with --force "
                   "instead of --resume",
                   folder->path, journal_name, journal->part_count, parts);
    return journal->part_count == parts;
}

/* ---- Its end ---- */

/* Takes the parts of those names away. */
static bool remove_parts(const struct folder *folder, const char *const *names, size_t count,
                         struct faults *faults)
{
    bool is_removed = true;

    for (size_t i = 0; is_removed && i < count; i++) {
        char *temporary = part_temporary(names[i]);

        is_removed = folder_remove(folder, temporary, faults);
        free(temporary);
    }
    return is_removed;
}

/* The journal goes last: while it is there, what else is left can be told and taken away. */
bool unfinished_clear(const struct folder *folder, struct faults *faults)
{
    static const char *const names[] = {memory_name};

    return remove_parts(folder, names, 1, faults) && folder_remove(folder, journal_name, faults);
}

bool unfinished_publish(const struct journal *journal, const struct folder *folder,
                        struct faults *faults)
{
    const char *const *names = journal->published;
    size_t count = journal->published_count;

    return names_can_be_given(folder, names, count, faults) &&
           give_names(folder, names, count, faults) && unfinished_clear(folder, faults);
}

bool unfinished_end(const struct journal *journal, const struct folder *folder,
                    struct faults *faults)
{
    const char *const *names = journal->published;
    size_t count = journal->published_count;
    struct faults losses = {0};
    bool is_whole = count && names_can_be_given(folder, names, count, &losses);

    faults_release(&losses);
    if (is_whole)
        return unfinished_publish(journal, folder, faults);
    return remove_parts(folder, names, count, faults) &&
           remove_parts(folder, journal->parts, journal->part_count, faults) &&
           unfinished_clear(folder, faults);
}

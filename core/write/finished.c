/* SPDX-License-Identifier: MIT */
/* Whether the finished run of a folder is the one that is asked for. */
#include "write/finished.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "write/publish.h"
#include "write/tree.h"

/* NULL where there is none. */
static yajl_val document_of(const struct folder *folder, const char *name)
{
    struct buffer bytes = {0};
    yajl_val document = folder_read(folder, name, &bytes) ? tree_parse(buffer_str(&bytes)) : NULL;

    buffer_release(&bytes);
    return document;
}

/* True where the table of a manifest is there, with so many bytes. */
static bool is_there(const struct folder *folder, yajl_val table)
{
    const char *name = tree_text(table, "name");
    struct buffer file = {0};
    struct stat status;
    bool is_whole;

    if (!name)
        return false;
    buffer_add_format(&file, "%s.csv", name);
    is_whole = fstatat(folder->file, buffer_text(&file), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               (uint64_t)status.st_size == tree_count(table, "bytes");
    buffer_release(&file);
    return is_whole;
}

static bool has_its_tables(const struct folder *folder)
{
    yajl_val manifest = document_of(folder, manifest_name);
    yajl_val tables = tree_member(manifest, "tables", yajl_t_array);
    bool has_all = tables;

    for (size_t i = 0; has_all && i < tree_length(tables); i++)
        has_all = is_there(folder, tables->u.array.values[i]);
    yajl_tree_free(manifest);
    return has_all;
}

bool finished_is_same(const struct folder *folder, const char *key, struct buffer *state)
{
    yajl_val receipt = document_of(folder, "run.json");
    yajl_val resume = tree_member(receipt, "resume", yajl_t_object);
    const char *last = tree_text(resume, "state");
    bool is_same = tree_has_text(resume, "key", key) && last && has_its_tables(folder);

    if (is_same) {
        state->size = 0;
        buffer_add_str(state, str_of(last));
    }
    yajl_tree_free(receipt);
    return is_same;
}

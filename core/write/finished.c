/* SPDX-License-Identifier: MIT */
/* Whether the finished run of a folder is the one that is asked for. */
#include "write/finished.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "write/publish.h"
#include "write/tree.h"

static const char *text_of(yajl_val document, const char *name)
{
    const char *path[] = {"resume", name, NULL};

    return document ? YAJL_GET_STRING(yajl_tree_get(document, path, yajl_t_string)) : NULL;
}

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
    static const char *of_name[] = {"name", NULL};
    static const char *of_bytes[] = {"bytes", NULL};
    yajl_val name = yajl_tree_get(table, of_name, yajl_t_string);
    yajl_val bytes = yajl_tree_get(table, of_bytes, yajl_t_number);
    struct buffer file = {0};
    struct stat status;
    bool is_whole;

    if (!name || !bytes || !YAJL_IS_INTEGER(bytes))
        return false;
    buffer_add_format(&file, "%s.csv", YAJL_GET_STRING(name));
    is_whole = fstatat(folder->file, buffer_text(&file), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               status.st_size == YAJL_GET_INTEGER(bytes);
    buffer_release(&file);
    return is_whole;
}

static bool has_its_tables(const struct folder *folder)
{
    static const char *path[] = {"tables", NULL};
    yajl_val manifest = document_of(folder, manifest_name);
    yajl_val tables = manifest ? yajl_tree_get(manifest, path, yajl_t_array) : NULL;
    bool has_all = tables;

    for (size_t i = 0; has_all && i < tables->u.array.len; i++)
        has_all = is_there(folder, tables->u.array.values[i]);
    yajl_tree_free(manifest);
    return has_all;
}

bool finished_is_same(const struct folder *folder, const char *key, struct buffer *state)
{
    yajl_val receipt = document_of(folder, "run.json");
    const char *found = text_of(receipt, "key");
    bool is_same =
        found && strcmp(found, key) == 0 && text_of(receipt, "state") && has_its_tables(folder);

    if (is_same) {
        state->size = 0;
        buffer_add_str(state, str_of(text_of(receipt, "state")));
    }
    yajl_tree_free(receipt);
    return is_same;
}

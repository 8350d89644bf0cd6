/* SPDX-License-Identifier: MIT */
/* Whether the finished run of a folder is the one that is asked for. */
#include "write/finished.h"

#include "write/publish.h"
#include "write/tree.h"

static const char *text_of(yajl_val document, const char *name)
{
    const char *path[] = {"resume", name, NULL};

    return document ? YAJL_GET_STRING(yajl_tree_get(document, path, yajl_t_string)) : NULL;
}

bool finished_is_same(const struct folder *folder, const char *key, struct buffer *state)
{
    struct buffer bytes = {0};
    yajl_val receipt = NULL;
    const char *found;
    bool is_same;

    if (folder_has(folder, manifest_name) && folder_read(folder, "run.json", &bytes))
        receipt = tree_parse(buffer_str(&bytes));
    found = text_of(receipt, "key");
    is_same = found && strcmp(found, key) == 0 && text_of(receipt, "state");
    if (is_same) {
        state->size = 0;
        buffer_add_str(state, str_of(text_of(receipt, "state")));
    }
    yajl_tree_free(receipt);
    buffer_release(&bytes);
    return is_same;
}

/* SPDX-License-Identifier: MIT */
/* Which keys' values are the fields of a record, as options name them. */
#include "paths.h"

#include <string.h>

#include "choice.h"

const char *const field_names[] = {[ID] = "id",
                                   [TITLE] = "title",
                                   [ABSTRACT] = "abstract",
                                   [COMMENTS] = "comments",
                                   [PUBLISHED] = "published",
                                   [ORGANIZATION] = "organization",
                                   [URL] = "url",
                                   [AUTHORS_COUNT] = "authors_count",
                                   [FIELD_COUNT] = NULL};

static const char index_option[] = "abstract_index";

const struct lap_str first_item = {"0", 1};

/* Notes which bytes the keys of the last path begin with. */
static void note_bytes(struct paths *paths)
{
    unsigned bit = 1u << (paths->count - 1);
    struct lap_str keys = paths->items[paths->count - 1].keys;

    for (size_t at = 0; at < keys.size; at++)
        if (at == 0 || keys.bytes[at - 1] == '.')
            paths->by_byte[(uint8_t)keys.bytes[at]] |= bit;
    paths->by_byte[0] |= bit;
}

/* Adds the paths that an option names, and gives them as bits; false where there are too many. */
static bool add(struct paths *paths, struct lap_str keys, const char *option, enum field field,
                unsigned *bits)
{
    *bits = 0;
    while (keys.size) {
        if (paths->count == PATH_LIMIT)
            return false;
        *bits |= 1u << paths->count;
        paths->items[paths->count++] = (struct path){take_choice(&keys), field, option};
        note_bytes(paths);
    }
    return true;
}

/* Those of a field; of an abstract, what stands for its text comes last. */
static bool add_field(const struct lap_host *host, struct lap_call *call, struct paths *paths,
                      enum field field)
{
    unsigned bits;

    paths->keys[field] = host->option(call, field_names[field]);
    if (!add(paths, paths->keys[field], field_names[field], field, &bits))
        return false;
    if (field == AUTHORS_COUNT)
        paths->counted = bits;
    return field != ABSTRACT ||
           add(paths, host->option(call, index_option), index_option, field, &paths->indexed);
}

int paths_open(const struct lap_host *host, struct lap_call *call, struct paths *paths)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (!add_field(host, call, paths, (enum field)i))
            return host->fail(call, "more than %d keys are named; name fewer", PATH_LIMIT);
    if (paths->keys[TITLE].size == 0 && paths->keys[ABSTRACT].size == 0)
        return host->fail(call, "neither title nor abstract names a key; name one of them");
    return LAP_OK;
}

bool paths_lead_to_text(const struct paths *paths, struct lap_str key)
{
    for (size_t i = 0; i < paths->count; i++) {
        const struct path *path = &paths->items[i];
        struct lap_str keys = path->keys;

        if ((path->field == TITLE || path->field == ABSTRACT) && keys.size >= key.size &&
            memcmp(keys.bytes, key.bytes, key.size) == 0 &&
            (keys.size == key.size || keys.bytes[key.size] == '.'))
            return true;
    }
    return false;
}

/* SPDX-License-Identifier: MIT */
/* Maps of texts: options, cells, fields. */
#include "declare/pairs.h"

#include "declare/form.h"
#include "text/str.h"

struct pairs pairs_of(struct arena *arena, const struct yaml *map, const char *const *except,
                      struct faults *faults)
{
    struct pair *items = arena_take(arena, map->count * sizeof *items);
    struct pairs pairs = {items, 0};

    for (const struct yaml *node = map->first; node; node = node->next) {
        if (str_stands_in(except, node->key))
            continue;
        if (!form_is(node, YAML_SCALAR, node->key, faults))
            continue;
        items[pairs.count++] = (struct pair){node->key, node->text, node->key_place};
    }
    return pairs;
}

const char *pairs_value(struct pairs pairs, const char *key)
{
    for (size_t i = 0; i < pairs.count; i++)
        if (strcmp(pairs.items[i].key, key) == 0)
            return pairs.items[i].value;
    return NULL;
}

const char *const *pairs_keys(struct arena *arena, struct pairs pairs)
{
    const char **keys = arena_take(arena, (pairs.count + 1) * sizeof *keys);

    for (size_t i = 0; i < pairs.count; i++)
        keys[i] = pairs.items[i].key;
    return keys;
}

/* SPDX-License-Identifier: MIT */
/* Which record_ids a run has seen, and where first. */
#include "workers/duplicates.h"

#include <stdlib.h>

#include "text/digest.h"
#include "text/memory.h"

/* number is 0 in an empty slot: records count from 1. */
struct slot {
    uint8_t key[16];
    struct record_place place;
};

struct duplicates {
    struct slot *slots;
    size_t size; /* a power of two */
    size_t used;
};

struct duplicates *duplicates_new(void)
{
    struct duplicates *duplicates = memory_take(1, sizeof *duplicates);

    duplicates->size = 1024;
    duplicates->slots = memory_take(duplicates->size, sizeof *duplicates->slots);
    return duplicates;
}

void duplicates_free(struct duplicates *duplicates)
{
    if (!duplicates)
        return;
    free(duplicates->slots);
    free(duplicates);
}

/* The key's slot, or the empty one where it belongs. */
static struct slot *slot_of(const struct duplicates *duplicates, const uint8_t key[16])
{
    size_t at;

    memcpy(&at, key, sizeof at);
    for (;; at++) {
        struct slot *slot = &duplicates->slots[at & (duplicates->size - 1)];

        if (slot->place.number == 0 || memcmp(slot->key, key, sizeof slot->key) == 0)
            return slot;
    }
}

static void grow(struct duplicates *duplicates)
{
    struct duplicates larger = {.size = 2 * duplicates->size, .used = duplicates->used};

    larger.slots = memory_take(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < duplicates->size; i++) {
        if (duplicates->slots[i].place.number)
            *slot_of(&larger, duplicates->slots[i].key) = duplicates->slots[i];
    }
    free(duplicates->slots);
    *duplicates = larger;
}

bool duplicates_find(struct duplicates *duplicates, struct lap_str id, struct record_place place,
                     struct record_place *first)
{
    uint8_t key[16];
    struct slot *slot;

    digest_key(id, key);
    slot = slot_of(duplicates, key);
    if (slot->place.number) {
        *first = slot->place;
        return true;
    }
    memcpy(slot->key, key, sizeof key);
    slot->place = place;
    if (++duplicates->used * 4 > duplicates->size * 3)
        grow(duplicates);
    return false;
}

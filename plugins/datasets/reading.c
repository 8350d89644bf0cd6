/* SPDX-License-Identifier: MIT */
/* Keeps the accepted names of a record, found again by how they begin. */
#include "reading.h"

#include "spelling.h"
#include "text.h"

#include <string.h>

/* The bytes of a text that are read so far, by which names are found. */
struct key {
    size_t hash;
    size_t size;
};

static struct key with_byte(struct key key, unsigned char byte)
{
    return is_gap(byte) ? key : (struct key){key.hash * 37 + byte, key.size + 1};
}

static uint32_t *head_of(struct chains *chains, struct key key)
{
    return &chains->heads[(key.hash * 37 + key.size) % CHAINS];
}

struct name *name_at(const struct reading *reading, struct lap_str text, size_t at, size_t *end)
{
    struct name *longest = NULL;
    struct key key = {0, 0};
    size_t most = reading->chains != NULL ? reading->chains->longest : 0;

    *end = 0;
    for (size_t i = at; i < text.size && key.size < most; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        key = with_byte(key, byte);
        if (is_gap(byte) || !reading->chains->has_size[key.size])
            continue;
        for (uint32_t n = *head_of(reading->chains, key); n != 0; n = reading->names[n - 1].next) {
            size_t stop = mention_end(text, at, reading->names[n - 1].surface);
            if (stop > *end) {
                *end = stop;
                longest = &reading->names[n - 1];
            }
        }
    }
    return longest;
}

struct name *find_name(const struct reading *reading, struct lap_str surface)
{
    size_t end;
    struct name *name = name_at(reading, surface, 0, &end);

    return end == surface.size ? name : NULL;
}

bool is_kept(const struct reading *reading, struct lap_str surface)
{
    const struct name *name = find_name(reading, surface);

    return name != NULL && name->surface.size == surface.size &&
           memcmp(name->surface.bytes, surface.bytes, surface.size) == 0;
}

static int grow_names(struct reading *reading)
{
    size_t room = reading->name_room == 0 ? 8 : reading->name_room * 2;
    struct name *names = reading->host->alloc(reading->call, room * sizeof *names);

    if (reading->chains == NULL)
        reading->chains = reading->host->alloc(reading->call, sizeof *reading->chains);
    if (names == NULL || reading->chains == NULL) {
        reading->host->fail(reading->call, "no memory for %zu names", room);
        return LAP_FAILED;
    }
    if (reading->names != NULL)
        memcpy(names, reading->names, reading->name_count * sizeof *names);
    reading->names = names;
    reading->name_room = room;
    return LAP_OK;
}

int keep(struct reading *reading, struct name name)
{
    struct name *old = find_name(reading, name.surface);

    if (old != NULL) {
        old->is_introduced |= name.is_introduced;
        old->is_local &= name.is_local;
        return LAP_OK;
    }
    bool is_full = reading->names == NULL || reading->name_count == reading->name_room;
    if (is_full && grow_names(reading) != LAP_OK)
        return LAP_FAILED;
    struct key key = {0, 0};
    for (size_t i = 0; i < name.surface.size && key.size < KEY_SIZE; i++)
        key = with_byte(key, (unsigned char)name.surface.bytes[i]);
    uint32_t *head = head_of(reading->chains, key);
    name.next = *head;
    reading->names[reading->name_count++] = name;
    *head = (uint32_t)reading->name_count;
    reading->chains->is_first[(unsigned char)name.surface.bytes[0]] = true;
    reading->chains->has_size[key.size] = true;
    if (key.size > reading->chains->longest)
        reading->chains->longest = key.size;
    return LAP_OK;
}

/* SPDX-License-Identifier: MIT */
/* Keeps the accepted names of a record, found again by how they begin. */
#include "reading.h"

#include "spelling.h"
#include "text.h"

#include <string.h>

static size_t chain_of(unsigned char first, unsigned char second)
{
    return (first * 37u + second) % CHAINS;
}

/* The byte behind one of a text, gaps left out. */
static unsigned char byte_behind(struct lap_str text, size_t at)
{
    do {
        at++;
    } while (is_gap(byte_at(text, at)));
    return byte_at(text, at);
}

struct name *name_at(const struct reading *reading, struct lap_str text, size_t at, size_t *end)
{
    struct name *longest = NULL;
    unsigned char first = (unsigned char)text.bytes[at];
    /* Behind a name of one byte may stand anything. */
    const unsigned char seconds[] = {byte_behind(text, at), 0};
    *end = 0;
    for (size_t s = 0; s < 2 && reading->chains != NULL; s++) {
        for (uint32_t n = reading->chains->heads[chain_of(first, seconds[s])]; n != 0;
             n = reading->names[n - 1].next) {
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
    if (reading->chains == NULL) {
        reading->chains = reading->host->alloc(reading->call, sizeof *reading->chains);
    }
    if (names == NULL || reading->chains == NULL) {
        reading->host->fail(reading->call, "no memory for %zu names", room);
        return LAP_FAILED;
    }
    if (reading->names != NULL) {
        memcpy(names, reading->names, reading->name_count * sizeof *names);
    }
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
    if (is_full && grow_names(reading) != LAP_OK) {
        return LAP_FAILED;
    }
    unsigned char first = (unsigned char)name.surface.bytes[0];
    uint32_t *head = &reading->chains->heads[chain_of(first, byte_behind(name.surface, 0))];
    name.next = *head;
    reading->names[reading->name_count++] = name;
    *head = (uint32_t)reading->name_count;
    reading->chains->is_first[first] = true;
    return LAP_OK;
}

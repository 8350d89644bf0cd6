/* SPDX-License-Identifier: MIT */
/* Keeps the accepted names of a record, found again by their first byte. */
#include "reading.h"

#include "spelling.h"

#include <string.h>

struct name *find_name(const struct reading *reading, struct lap_str surface)
{
    size_t n = reading->names == NULL ? 0 : reading->heads[(unsigned char)surface.bytes[0]];
    for (; n != 0; n = reading->names[n - 1].next) {
        struct name *name = &reading->names[n - 1];
        if (mention_end(surface, 0, name->surface) == surface.size) {
            return name;
        }
    }
    return NULL;
}

bool is_kept(const struct reading *reading, struct lap_str surface)
{
    const struct name *name = find_name(reading, surface);
    return name != NULL && name->surface.size == surface.size &&
           memcmp(name->surface.bytes, surface.bytes, surface.size) == 0;
}

static int grow_names(struct reading *reading)
{
    enum { BYTES = 256 };
    size_t room = reading->name_room == 0 ? 8 : reading->name_room * 2;
    struct name *names = reading->host->alloc(reading->call, room * sizeof *names);
    if (reading->heads == NULL) {
        reading->heads = reading->host->alloc(reading->call, BYTES * sizeof *reading->heads);
    }
    if (names == NULL || reading->heads == NULL) {
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
    size_t *head = &reading->heads[(unsigned char)name.surface.bytes[0]];
    name.next = *head;
    reading->names[reading->name_count++] = name;
    *head = reading->name_count;
    return LAP_OK;
}

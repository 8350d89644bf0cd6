/* SPDX-License-Identifier: MIT */
/* Keeps the accepted names of a record, found again by their first byte. */
#include "work.h"

#include "spelling.h"

#include <string.h>

struct name *find_name(struct work *work, struct lap_str surface)
{
    size_t n = work->names == NULL ? 0 : work->heads[(unsigned char)surface.bytes[0]];
    for (; n != 0; n = work->names[n - 1].next) {
        struct name *name = &work->names[n - 1];
        if (mention_end(surface, 0, name->surface) == surface.size) {
            return name;
        }
    }
    return NULL;
}

static int grow_names(struct work *work)
{
    size_t room = work->name_room == 0 ? 32 : work->name_room * 2;
    struct name *names = work->host->alloc(work->call, room * sizeof *names);
    if (names == NULL) {
        work->host->fail(work->call, "no memory for %zu names", room);
        return LAP_FAILED;
    }
    if (work->names != NULL) {
        memcpy(names, work->names, work->name_count * sizeof *names);
    }
    work->names = names;
    work->name_room = room;
    return LAP_OK;
}

int keep(struct work *work, struct name name)
{
    struct name *old = find_name(work, name.surface);
    if (old != NULL) {
        old->is_introduced |= name.is_introduced;
        old->is_local &= name.is_local;
        return LAP_OK;
    }
    bool is_full = work->names == NULL || work->name_count == work->name_room;
    if (is_full && grow_names(work) != LAP_OK) {
        return LAP_FAILED;
    }
    size_t *head = &work->heads[(unsigned char)name.surface.bytes[0]];
    name.next = *head;
    work->names[work->name_count++] = name;
    *head = work->name_count;
    return LAP_OK;
}

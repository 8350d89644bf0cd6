/* SPDX-License-Identifier: MIT */
/* Names that are also common words: they count only beside a cue. */
#ifndef LAPIDARY_SCAN_CUE_H
#define LAPIDARY_SCAN_CUE_H

#include "declare/names.h"
#include "load/catalog.h"
#include "read/record.h"
#include "scan/match.h"

/* A name that was found and waits: for a cue that stands near, or until its plugin wants cues. */
struct waiting_name {
    size_t plugin; /* index into the catalog */
    struct lap_match match;
    const struct name_group *group;
};

/* Zeroed, it is empty and ready. */
struct waiting_names {
    struct waiting_name *items;
    size_t count;
    size_t room;
};

/* A place for one more, to be filled. */
struct waiting_name *waiting_add(struct waiting_names *names);
void waiting_release(struct waiting_names *names);

/* True where one of matches, which are sorted, is of the role that the group asks for and stands
 * near enough to the name, in the same field. */
bool cue_is_near(const struct waiting_name *name, const struct match_list *matches,
                 const struct plugin *plugin, const struct record *record);

#endif

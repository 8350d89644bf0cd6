/* SPDX-License-Identifier: MIT */
/* Names that are also common words: they count only beside a cue. */
#ifndef LAPIDARY_SCAN_CUE_H
#define LAPIDARY_SCAN_CUE_H

#include "declare/names.h"
#include "load/catalog.h"
#include "read/record.h"
#include "scan/match.h"

/* A name that was found and asks for a cue. */
struct asking_name {
    size_t plugin; /* index into the catalog */
    struct lap_match match;
    const struct name_group *group;
};

/* True where one of matches is of the role that the group asks for and stands near enough to the
 * name, in the same field. */
bool cue_is_near(const struct asking_name *name, const struct match_list *matches,
                 const struct plugin *plugin, const struct record *record);

#endif

/* SPDX-License-Identifier: MIT */
/* Looks on all sides of a noun. */
#include "noun.h"

#include "after.h"
#include "before.h"
#include "explain.h"
#include "title.h"

int from_noun(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct anchor anchor = anchor_at(sheet, match, match->span);

    if (take_titled(reading, &anchor, TITLED) != LAP_OK ||
        take_explained(reading, &anchor) != LAP_OK || take_before(reading, &anchor) != LAP_OK ||
        take_after(reading, &anchor) != LAP_OK)
        return LAP_FAILED;
    if (!anchor.is_taken)
        reading->host->drop(reading->call, match, "no name stands beside it");
    return LAP_OK;
}

/* SPDX-License-Identifier: MIT */
/* Looks on all sides of a noun. */
#include "noun.h"

#include "after.h"
#include "before.h"
#include "explain.h"
#include "title.h"

int from_noun(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    struct anchor anchor = anchor_at(sheet, match, match->span);
    if (take_titled(work, &anchor, TITLED) != LAP_OK || take_explained(work, &anchor) != LAP_OK ||
        take_before(work, &anchor) != LAP_OK || take_after(work, &anchor) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!anchor.is_taken) {
        work->host->drop(work->call, match, "no name stands beside it");
    }
    return LAP_OK;
}

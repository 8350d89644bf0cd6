/* SPDX-License-Identifier: MIT */
/* Looks on all sides of a noun. */
#include "noun.h"

#include "after.h"
#include "before.h"
#include "explain.h"
#include "text.h"
#include "title.h"

/* Whether what is done to data follows the noun of a title, which only tells what it is done to:
 * "X: Few-Shot Dataset Distillation". Where it is one of several things, the title may tell of
 * data, too. */
static bool is_acted_on(const struct sheet *sheet, size_t after)
{
    static const char *const acts[] = {"eneration", "istillation", "ondensation", "ynthesis",
                                       "runing",    "ugmentation", "uantization", NULL};

    return sheet->is_title && has_end(acts, word_at(sheet, after)) &&
           !is_conjunction(sheet, after + 1);
}

int from_noun(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct anchor anchor = anchor_at(sheet, match, match->span);

    if (is_acted_on(sheet, anchor.noun.end)) {
        reading->host->drop(reading->call, match, "it tells what something is done to");
        return LAP_OK;
    }
    if (take_titled(reading, &anchor, TITLED) != LAP_OK ||
        take_explained(reading, &anchor) != LAP_OK || take_before(reading, &anchor) != LAP_OK ||
        take_after(reading, &anchor) != LAP_OK)
        return LAP_FAILED;
    if (!anchor.is_taken)
        reading->host->drop(reading->call, match, "no name stands beside it");
    return LAP_OK;
}

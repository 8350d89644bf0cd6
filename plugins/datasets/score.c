/* SPDX-License-Identifier: MIT */
/* Reads the names after the words that report a score. */
#include "score.h"

#include "weigh.h"

int from_score(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct names names = {.count = 0};
    bool is_taken = false;
    if (!sheet->is_title_case) {
        names_after(sheet, token_at(sheet, match->span.end), &names);
    }
    if (has(sheet, names.end, IS_NOUN) ||
        (names.count > 0 && has(sheet, names.runs[names.count - 1].end - 1, IS_NOUN))) {
        names.count = 0; /* the noun's own rules know a kind of data from a name */
    }
    if (names.count > 0 && !is_closed(sheet, names.end) && !is_shown(sheet, names.end)) {
        names.count = 0;
    }
    if (accept_all(reading, sheet, &names, match, SCORED, &is_taken) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!is_taken) {
        reading->host->drop(reading->call, match, "what the score is on is no name");
    }
    return LAP_OK;
}

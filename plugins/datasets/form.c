/* SPDX-License-Identifier: MIT */
/* Finds the whole name around a word that ends as names of data do. */
#include "form.h"

#include "name.h"
#include "weigh.h"

int from_form(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);
    bool is_taken = false;
    struct run run = {i, i + 1};

    while (is_name_number(sheet, run.end))
        run.end++;
    if (sheet->tokens[i].start == match->span.start)
        run = name_before(sheet, run.end); /* "DeepResearch Bench" */
    if (run.begin < run.end && accept(reading, sheet, run, match, FORMED, &is_taken) != LAP_OK)
        return LAP_FAILED;
    if (!is_taken)
        reading->host->drop(reading->call, match, "the word is no name by itself");
    return LAP_OK;
}

/* SPDX-License-Identifier: MIT */
/* Finds the whole name around a word that ends as names of data do. */
#include "form.h"

#include "name.h"
#include "text.h"
#include "weigh.h"

/* Whether a count of millions at the end of a word is one of parameters: what stands before it ends
 * as the name of a model does: "TernViT-21M". Thousands are of examples. */
static bool is_model_size(const struct sheet *sheet, size_t i, struct lap_span form)
{
    struct lap_span stem = {sheet->tokens[i].start, form.start};

    return sheet->text.bytes[form.start] == '-' && sheet->text.bytes[form.end - 1] == 'M' &&
           has_end(method_ends, part_of(sheet->text, stem));
}

int from_form(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);
    bool is_taken = false;
    struct run run = {i, i + 1};

    while (is_name_number(sheet, run.end))
        run.end++;
    if (sheet->tokens[i].start == match->span.start)
        run = name_before(sheet, run.end); /* "DeepResearch Bench" */
    if (is_model_size(sheet, i, match->span))
        run.end = run.begin;
    if (run.begin < run.end && accept(reading, sheet, run, match, FORMED, &is_taken) != LAP_OK)
        return LAP_FAILED;
    if (!is_taken)
        reading->host->drop(reading->call, match, "the word is no name by itself");
    return LAP_OK;
}

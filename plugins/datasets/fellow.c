/* SPDX-License-Identifier: MIT */
/* Reads the list that a mention begins. */
#include "fellow.h"

#include "weigh.h"

int list_mention(struct reading *reading, size_t s, struct run run, struct lap_span span,
                 const struct name *name)
{
    const struct sheet *sheet = &reading->sheets[s];
    struct names names = {.count = 0};
    bool is_taken = false;

    (void)span;
    bool is_led = run.begin > 0 && is_one_of(sheet, run.begin - 1, LEADS);
    if (run.begin == 0 || (!is_led && !is_one_of(sheet, run.begin - 1, WEAK_LEADS)))
        return LAP_OK;
    names_after(sheet, run.begin, &names);
    if (!names.has_conjunction || (has(sheet, run.begin - 1, IS_FIRST) && names.count > 2))
        return LAP_OK;
    return accept_all(reading, sheet, &names, name->match, is_led ? TOLD : SCORED, &is_taken);
}

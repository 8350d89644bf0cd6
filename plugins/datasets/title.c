/* SPDX-License-Identifier: MIT */
/* Holds what stands before the colon of a title against what stands after it. */
#include "title.h"

#include "mark.h"
#include "text.h"
#include "words.h"

/* The token after the first colon or spaced dash of a title; 0 where it has none. */
static size_t subtitle(const struct sheet *sheet)
{
    for (size_t i = 1; sheet->is_title && i + 1 < sheet->count; i++)
        if (sign_at(sheet, i) == ':' ||
            (is_dash(sheet, i) && sheet->text.bytes[sheet->tokens[i].start - 1] == ' '))
            return i + 1;
    return 0;
}

/* Whether a subtitle begins with what was done to other data: "X: Mixing Datasets ...". */
static bool names_act(const struct sheet *sheet, size_t begin)
{
    static const char *const ends[] = {"ing", NULL};

    return has_end(ends, word_at(sheet, begin)) && !is_one_of(sheet, begin, MAKINGS);
}

int take_titled(struct reading *reading, struct anchor *anchor, enum evidence evidence)
{
    const struct sheet *sheet = anchor->sheet;
    size_t begin = subtitle(sheet);

    if (begin == 0 || anchor->noun.begin < begin)
        return LAP_OK;
    if (names_act(sheet, begin))
        return LAP_OK;
    for (size_t i = begin; i < anchor->noun.begin; i++) {
        bool is_stop = is_one_of(sheet, i, BREAKS) && !is_conjunction(sheet, i);
        if (is_one_of(sheet, i, METHODS) || is_stop)
            return LAP_OK;
    }
    struct run run = {0, begin - 1};
    while (run.begin < run.end && is_one_of(sheet, run.begin, DETERMINERS))
        run.begin++;
    struct names names = {.count = 0};
    names_before(sheet, run.end, &names);
    if (names.count > 1)
        return accept_all(reading, sheet, &names, anchor->match, evidence, &anchor->is_taken);
    size_t open = bracket_before(sheet, run.end - 1);
    if (evidence == TITLED && open + 3 == run.end &&
        is_marked_run(sheet, (struct run){open + 1, run.end - 1}))
        run = (struct run){open + 1, run.end - 1}; /* "A Long Form (ALF): A Dataset" */
    if (run.end - run.begin > 4 ||
        (run.end - run.begin > 1 && !any_has(sheet, run, IS_MARKED | IS_KNOWN)))
        return LAP_OK;
    return accept(reading, sheet, run, anchor->match, evidence, &anchor->is_taken);
}

int from_title(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct anchor anchor = anchor_at(sheet, match, match->span);

    if (take_titled(reading, &anchor, BENCHED) != LAP_OK)
        return LAP_FAILED;
    if (!anchor.is_taken)
        reading->host->drop(reading->call, match, "the title does not begin with a name");
    return LAP_OK;
}

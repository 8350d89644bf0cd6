/* SPDX-License-Identifier: MIT */
/* Reads the names after the words that report a score. */
#include "score.h"

#include "lead.h"
#include "mark.h"
#include "weigh.h"
#include "words.h"

/* In tokens. */
enum { NEXT_WITHIN = 16 };

/* Whether a token is the "on" of a figure on data that is accepted: "71% on COCO". */
static bool is_on_data(const struct sheet *sheet, size_t on)
{
    if (!is_word(sheet, on, "on") || !follows_figure(sheet->text, sheet->tokens[on].start))
        return false;
    size_t i = on + 1;
    while (is_one_of(sheet, i, DETERMINERS))
        i++;
    return has(sheet, past_marks(sheet, i), IS_KNOWN | IS_TAKEN);
}

/* Whether the figure before an "on" is one of several of which another is told on data: "71% on
 * COCO and 64% on X". */
static bool is_in_row(const struct sheet *sheet, size_t on)
{
    for (size_t i = on; i > 0 && on - i < NEXT_WITHIN && !ends_sentence(sheet, i - 1); i--)
        if (is_on_data(sheet, i - 1))
            return true;
    for (size_t i = on + 1; i - on < NEXT_WITHIN && !ends_sentence(sheet, i); i++)
        if (is_on_data(sheet, i))
            return true;
    return false;
}

/* Whether a score leads to the "on", or another figure beside it does. */
static bool is_led(const struct sheet *sheet, const struct lap_match *match)
{
    size_t place = match->span.start;

    return !follows_figure(sheet->text, place) ||
           score_of(sheet->lexicon, sheet->text, place) != NOWHERE ||
           is_in_row(sheet, token_at(sheet, place));
}

int from_score(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct names names = {.count = 0};
    bool is_taken = false;

    if (!sheet->is_title_case && is_led(sheet, match))
        names_after(sheet, token_at(sheet, match->span.end), &names);
    if (has(sheet, names.end, IS_NOUN) ||
        (names.count > 0 && has(sheet, names.runs[names.count - 1].end - 1, IS_NOUN)))
        names.count = 0; /* the noun's own rules know a kind of data from a name */
    if (names.count > 0 && !is_closed(sheet, names.end) && !is_shown(sheet, names.end))
        names.count = 0;
    if (accept_all(reading, sheet, &names, match, SCORED, &is_taken) != LAP_OK)
        return LAP_FAILED;
    if (!is_taken)
        reading->host->drop(reading->call, match, "what the score is on is no name");
    return LAP_OK;
}

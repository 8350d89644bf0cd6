/* SPDX-License-Identifier: MIT */
/* Reads the names that end at a noun, or at the words between a name and its noun. */
#include "before.h"

#include "name.h"
#include "sense.h"
#include "text.h"
#include "weigh.h"
#include "words.h"

static bool ends_in_s(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);

    return word.size > 2 && word.bytes[word.size - 1] == 's' && word.bytes[word.size - 2] != 's';
}

/* Steps back over the words between a name and its noun: "KITTI [object detection] benchmark"; to
 * the noun where one of them is the verb of a sentence: "X generates rich datasets". */
static size_t before_modifiers(const struct sheet *sheet, size_t end)
{
    size_t i = end;

    while (i > 0 && end - i < 4 && has(sheet, i - 1, IS_WORD) &&
           !has(sheet, i - 1, IS_CAPITAL | IS_MARKED | IS_KNOWN | IS_NOUN) &&
           !is_break(sheet, i - 1)) {
        i--;
        if (ends_in_s(sheet, i) && ends_in_s(sheet, end) && !is_one_of(sheet, i, PLURALS))
            return end;
    }
    return i;
}

/* Whether a word before an acronym says that it tells a kind, even behind "the": "an HSI dataset",
 * "the first HSI dataset", "the most comprehensive HSI dataset". */
static bool tells_any(const struct sheet *sheet, size_t i)
{
    return is_one_of(sheet, i, INDEFINITES) || is_word(sheet, i, "first") ||
           is_word(sheet, i, "largest") || is_word(sheet, i, "most");
}

/* Whether an acronym beside the noun tells what kind of data it is, as in "HSI datasets" and "an
 * HSI dataset", and not which: "the HSI dataset", "our new HSI dataset", "the public HSI dataset".
 */
static bool is_kind_beside(const struct anchor *anchor, struct run run)
{
    const struct sheet *sheet = anchor->sheet;
    struct lap_str word = word_at(sheet, run.begin);
    bool is_long = run.end - run.begin > 1, is_any = false;

    if (any_has(sheet, run, is_long ? IS_KNOWN | IS_MARKED : IS_KNOWN))
        return false;
    for (size_t i = 0; i < word.size && !is_long; i++)
        if (!is_upper((unsigned char)word.bytes[i]) && word.bytes[i] != '-')
            return false;
    for (size_t i = run.begin; i > 0 && run.begin - i < 5; i--) {
        if (is_one_of(sheet, i - 1, DEFINITES))
            return false;
        bool is_end = tells_any(sheet, i - 1);
        is_any = is_any || is_end || is_one_of(sheet, i - 1, LOOSE);
        if (is_end || (is_any && anchor->is_plural) || !has(sheet, i - 1, IS_WORD) ||
            is_one_of(sheet, i - 1, BREAKS))
            break;
    }
    return is_any ? !is_long || !is_made_here(sheet, run.begin) : anchor->is_plural;
}

/* "the Berkeley segmentation dataset": a plain word is the name only with those that follow it. */
static bool is_plain_which(const struct sheet *sheet, struct run run)
{
    return run.end - run.begin == 1 && is_definite(sheet, run) &&
           !any_has(sheet, run, IS_KNOWN | IS_BRAND) && !is_marked_run(sheet, run);
}

/* "X, a Multi-Task benchmark", "X, a new Question Answering benchmark": capitals in the phrase that
 * explains a name are no other name. "X, a Terse Answer Benchmark" is its long form. */
static bool is_explaining(const struct anchor *anchor, struct run run)
{
    const struct sheet *sheet = anchor->sheet;

    if (!anchor->is_taken || run.begin == 0 || is_marked_run(sheet, run) ||
        any_has(sheet, run, IS_KNOWN))
        return false;
    if (run.end - run.begin == 1 && is_one_of(sheet, run.begin - 1, INDEFINITES))
        return true;
    return is_one_of(sheet, run.begin - 1, ARTICLES) && !is_word(sheet, run.begin - 1, "the") &&
           !has(sheet, anchor->noun.begin, IS_CAPITAL);
}

/* "the rcv1 dataset", "the Hyper-NeRF dataset": only the article and one noun make names of some.
 */
static bool is_named_by_article(const struct sheet *sheet, size_t end)
{
    return end > 1 && is_word(sheet, end - 2, "the") && has(sheet, end - 1, IS_CODE | IS_VARIANT) &&
           !has(sheet, end - 1, IS_OTHER) && !is_quality(sheet, end - 1);
}

int take_before(struct reading *reading, struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};
    size_t end = anchor->noun.begin;

    names_before(sheet, end, &names);
    if (names.count == 0 && !anchor->is_plural && is_named_by_article(sheet, end))
        keep_name(&names, (struct run){end - 1, end});
    if (names.count > 0) {
        if (!anchor->is_plural && !names.has_conjunction)
            names.count = 1;
        if (names.count == 1 &&
            (is_kind_beside(anchor, names.runs[0]) || is_explaining(anchor, names.runs[0])))
            return LAP_OK;
        return accept_all(reading, sheet, &names, anchor->match, BESIDE, &anchor->is_taken);
    }
    end = before_modifiers(sheet, end);
    if (end < anchor->noun.begin && !sheet->is_title_case)
        names_before(sheet, end, &names);
    if (names.count == 1 && is_kind_beside(anchor, names.runs[0]))
        return LAP_OK;
    bool is_which = names.count == 1 && !anchor->is_plural && is_plain_which(sheet, names.runs[0]);
    if (is_which)
        names.runs[0].end = anchor->noun.begin;
    return accept_all(reading, sheet, &names, anchor->match, is_which ? BESIDE : NEAR,
                      &anchor->is_taken);
}

int from_store(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct names names = {.count = 0};
    bool is_taken = false;
    bool is_plural = sheet->text.bytes[match->span.end - 1] == 's';
    size_t noun = token_at(sheet, match->span.start);

    names_before(sheet, noun, &names);
    if (names.count == 0 && !sheet->is_title_case)
        names_before(sheet, before_modifiers(sheet, noun), &names);
    if (!is_plural && !names.has_conjunction && names.count > 1)
        names.count = 1;
    bool is_which = names.count == 1 && !is_plural &&
                    (is_definite(sheet, names.runs[0]) || any_has(sheet, names.runs[0], IS_BRAND));
    if (is_which && is_plain_which(sheet, names.runs[0]))
        names.runs[0].end = noun;
    if (accept_all(reading, sheet, &names, match, is_which ? BESIDE : NEAR, &is_taken) != LAP_OK)
        return LAP_FAILED;
    if (!is_taken)
        reading->host->drop(reading->call, match, "no name stands before it");
    return LAP_OK;
}

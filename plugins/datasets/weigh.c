/* SPDX-License-Identifier: MIT */
/* The rules by which a run is credible as a name: the surer the evidence, the less is asked of it.
 */
#include "weigh.h"

#include "mark.h"
#include "mention.h"
#include "name.h"
#include "sense.h"
#include "text.h"
#include "words.h"

static size_t letter_count(struct lap_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += is_letter((unsigned char)text.bytes[i]);
    return count;
}

/* Whether a word of the run is a name's own, not one that also fills sentences. */
static bool has_unlisted(const struct sheet *sheet, struct run run)
{
    for (size_t i = run.begin; i < run.end; i++)
        if (has(sheet, i, IS_CAPITAL) && !is_one_of(sheet, i, FILLERS))
            return true;
    return false;
}

/* Whether a run is written as a name at all. */
static bool is_written_as_name(const struct sheet *sheet, struct run run, enum evidence evidence)
{
    struct lap_str surface = part_of(sheet->text, run_span(sheet, run));
    bool is_certain =
        evidence <= TITLED || evidence == PAIRED || (evidence == BESIDE && is_definite(sheet, run));

    if (letter_count(surface) < 2)
        return evidence == TOLD && is_marked_run(sheet, run); /* "the datasets D1 and D2" */
    return any_has(sheet, run, IS_CAPITAL | IS_MARKED) && !has(sheet, run.end - 1, IS_PLURAL) &&
           (surface.size > 2 || is_certain);
}

/* Whether a list of names goes on, or ends, after one of them. */
static bool is_listed_well(const struct sheet *sheet, struct run run)
{
    size_t after = past_marks(sheet, run.end);
    bool is_plain_first = !is_marked_run(sheet, run) && has(sheet, run.begin, IS_FIRST) &&
                          sign_at(sheet, run.begin - 1) != ':';

    return !is_plain_first &&
           (is_closed(sheet, after) || is_shown(sheet, after) || has(sheet, after, IS_NOUN));
}

/* "the Yale database": an article makes one thing of what is else a common word. */
static bool is_the_one(const struct sheet *sheet, struct run run)
{
    struct lap_str noun = word_at(sheet, run.end);

    return is_definite(sheet, run) && noun.size > 0 && noun.bytes[noun.size - 1] != 's' &&
           is_lower((unsigned char)noun.bytes[0]);
}

/* Whether a word is the last of a longer description: "Equivalence with Transformations Benchmark".
 */
static bool is_tail(const struct sheet *sheet, struct run run)
{
    return run.begin > 1 && has(sheet, run.end, IS_CAPITAL) &&
           is_one_of(sheet, run.begin - 1, BREAKS) && has(sheet, run.begin - 2, IS_CAPITAL) &&
           !has(sheet, run.begin - 2, IS_FIRST | IS_NOUN);
}

/* Whether a run beside the noun is more than the capitals of a sentence's or a title's words. */
static bool is_own_word(const struct sheet *sheet, struct run run)
{
    bool is_first_word = has(sheet, run.begin, IS_FIRST) && run.end - run.begin == 1 &&
                         !has(sheet, run.begin, IS_BRAND);
    bool is_own = has_unlisted(sheet, run) || is_the_one(sheet, run);

    return is_marked_run(sheet, run) ||
           (is_own && !sheet->is_title && !is_first_word && !is_tail(sheet, run));
}

/* Whether a word tells one of several qualities: "Multi-scene", "Cross-lingual". */
static bool is_compound_quality(const struct sheet *sheet, struct lap_str word)
{
    size_t hyphen = 0;

    while (hyphen < word.size && word.bytes[hyphen] != '-')
        hyphen++;
    struct lap_span prefix = {0, hyphen};
    for (size_t i = hyphen; i < word.size; i++)
        if (is_upper((unsigned char)word.bytes[i]) || is_digit((unsigned char)word.bytes[i]))
            return false;
    return hyphen < word.size &&
           (lexicon_classes(sheet->lexicon, word, prefix) >> QUALIFIERS & 1) != 0;
}

/* Whether a part of a word, behind a hyphen, is a count of parameters, as in a model's name:
 * "Tarn-7B", "Tarn-1.5B-Chat". */
static bool is_sized(struct lap_str word)
{
    for (size_t i = 1; i < word.size; i++) {
        size_t begin = i;
        while (i < word.size && (is_digit((unsigned char)word.bytes[i]) || word.bytes[i] == '.'))
            i++;
        bool is_part_end = i + 1 == word.size || (i + 1 < word.size && word.bytes[i + 1] == '-');
        if (begin < i && word.bytes[begin - 1] == '-' && is_part_end && word.bytes[i] == 'B')
            return true;
    }
    return false;
}

/* Whether the authors made what is named: the words before the name say so, or those behind the
 * noun that explains it. */
static bool is_own(const struct sheet *sheet, struct run run, const struct lap_match *match,
                   enum evidence evidence)
{
    return evidence == TITLED || evidence == BENCHED || is_made_here(sheet, run.begin) ||
           (evidence == DEFINED && is_made_after(sheet, token_at(sheet, match->span.end)));
}

/* Whether what is written can be a dataset's name on this evidence. */
static bool is_credible(struct reading *reading, const struct sheet *sheet, struct run run,
                        enum evidence evidence)
{
    struct lap_str surface = part_of(sheet->text, run_span(sheet, run));
    bool is_single = run.end - run.begin == 1;

    if (surface.size > NAME_AT_MOST || (is_single && has(sheet, run.begin, IS_NOUN | IS_STORE)))
        return false; /* "Benchmark" alone says what a thing is, not which */
    if (any_has(sheet, run, IS_KNOWN))
        return !is_single || !any_mention(reading, surface, is_described_here);
    if (evidence == BESIDE && has(sheet, run.begin, IS_CODE))
        return true;
    if (!is_written_as_name(sheet, run, evidence))
        return false;
    if (evidence == TITLED)
        return true;
    if (is_single && (has(sheet, run.begin, IS_OTHER) ||
                      (has(sheet, run.begin, IS_VARIANT) && evidence != DEFINED &&
                       (evidence != BESIDE || !is_the_one(sheet, run))) ||
                      is_compound_quality(sheet, surface)))
        return false;
    if (evidence == DEFINED || evidence == PAIRED)
        return true;
    if (is_word(sheet, run.end, "et") || any_mention(reading, surface, is_kind_here))
        return false;
    if (evidence == BESIDE)
        return is_own_word(sheet, run);
    if (any_mention(reading, surface, is_method_here))
        return false;
    if (evidence == TOLD)
        return is_listed_well(sheet, run);
    return is_marked_run(sheet, run) && !is_lower((unsigned char)surface.bytes[0]) &&
           !has_end(method_ends, word_at(sheet, run.end - 1)) &&
           (evidence == NEAR || !is_sized(word_at(sheet, run.end - 1)));
}

int accept(struct reading *reading, const struct sheet *sheet, struct run run,
           const struct lap_match *match, enum evidence evidence, bool *is_taken)
{
    if (run.begin >= run.end || !is_credible(reading, sheet, run, evidence))
        return LAP_OK;
    struct name name = {0};
    name.surface = part_of(sheet->text, run_span(sheet, run));
    name.usual = name.surface;
    name.match = match;
    name.is_local = (run.end - run.begin == 1 && has(sheet, run.begin, IS_BRAND)) ||
                    (evidence == BESIDE && any_mention(reading, name.surface, is_explained_here));
    name.is_introduced =
        is_own(sheet, run, match, evidence) ||
        (!any_has(sheet, run, IS_KNOWN) && any_mention(reading, name.surface, is_presented_here));
    for (size_t i = run.begin; i < run.end; i++)
        sheet->tokens[i].flags |= IS_TAKEN;
    *is_taken = true;
    return keep(reading, name);
}

int accept_all(struct reading *reading, const struct sheet *sheet, const struct names *names,
               const struct lap_match *match, enum evidence evidence, bool *is_taken)
{
    for (size_t i = 0; i < names->count; i++)
        if (accept(reading, sheet, names->runs[i], match, evidence, is_taken) != LAP_OK)
            return LAP_FAILED;
    return LAP_OK;
}

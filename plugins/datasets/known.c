/* SPDX-License-Identifier: MIT */
/* Takes a known name where the text does not use it for something else. */
#include "known.h"

#include "mention.h"
#include "name.h"
#include "sense.h"
#include "text.h"
#include "words.h"

/* A year or a version. */
static bool is_edition(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);

    return is_name_number(sheet, i) && (word.bytes[0] == 'v' || is_year(word));
}

/* Whether a word makes an exact subset of the name before it. */
static bool is_subset_word(const struct sheet *sheet, size_t i)
{
    return is_edition(sheet, i) ||
           (is_one_of(sheet, i, VARIANTS) && has(sheet, i, IS_CAPITAL) && !sheet->is_title_case) ||
           (is_one_of(sheet, i, VARIANTS) && has(sheet, i, IS_MARKED));
}

/* A known name, with what makes it an exact subset: "VOC 2012", "HumanEval Pro"; and the whole of
 * a word that goes on with a capital: "ImageNet-X". */
static struct lap_span known_span(const struct sheet *sheet, struct lap_span span)
{
    size_t last = token_at(sheet, span.end - 1);
    struct lap_span word = span_at(sheet, last);

    if (span.end < word.end && is_lower(byte_at(sheet->text, span.end + 1)))
        return span;
    span.end = word.end;
    for (size_t i = last + 1; is_subset_word(sheet, i); i++)
        span.end = span_at(sheet, i).end;
    return span;
}

/* Whether a known name that is a word of plain language is one word of a longer name here, or of a
 * quality: "Segment Anything", "Vehicle ReID", "Ice Bridge", "Olympiad-level". */
static bool is_in_longer(const struct sheet *sheet, size_t i, struct lap_span span)
{
    enum { NEXT = IS_NOUN | IS_STORE | IS_MARKED | IS_KNOWN | IS_ORDINARY | IS_NUMBER };

    if ((lexicon_classes(sheet->lexicon, sheet->text, span) >> FILLERS & 1) == 0)
        return false;
    struct lap_span rest = {span.end + 1, span_at(sheet, i).end};
    if (rest.start < rest.end)
        return is_lower(byte_at(sheet->text, rest.start)) ||
               (lexicon_classes(sheet->lexicon, sheet->text, rest) >> QUALITIES & 1) != 0;
    if (sheet->is_title_case)
        return false;
    bool goes_on = has(sheet, i + 1, IS_CAPITAL) && !has(sheet, i + 1, NEXT) &&
                   !is_one_of(sheet, i + 1, SPLITS) && !is_one_of(sheet, i + 1, VARIANTS);
    bool goes_before = i > 0 && has(sheet, i - 1, IS_CAPITAL) &&
                       !has(sheet, i - 1, IS_FIRST | IS_BRAND | NEXT) &&
                       !is_one_of(sheet, i - 1, FILLERS);
    return goes_on || goes_before || has(sheet, i + 1, IS_OTHER);
}

/* Why a known name is none here; NULL where it is one. */
static const char *known_fault(struct reading *reading, const struct sheet *sheet,
                               const struct lap_match *match, struct lap_span span)
{
    size_t i = token_at(sheet, span.start);
    struct lap_str surface = part_of(sheet->text, span);

    if (sheet->tokens[i].start != span.start)
        return "it is the end of another word";
    if (is_one_of(sheet, i, FILLERS) && (has(sheet, i, IS_FIRST) || sheet->is_title_case) &&
        match->span.end == span_at(sheet, i).end)
        return "a capital says nothing here";
    if (is_in_longer(sheet, i, match->span))
        return "an ordinary word of a longer name";
    if (surface.size > NAME_AT_MOST)
        return "the whole word is longer than any name";
    if (span.end > match->span.end && has_end(method_ends, surface))
        return "the whole word names a method";
    if (!is_kept(reading, surface) && any_mention(reading, surface, is_something_else_here))
        return "the text explains it as something else";
    return NULL;
}

int from_known(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    struct lap_span span = known_span(sheet, match->span);
    const char *fault = known_fault(reading, sheet, match, span);

    if (fault != NULL) {
        reading->host->drop(reading->call, match, fault);
        return LAP_OK;
    }
    struct name name = {.match = match, .surface = part_of(sheet->text, span)};
    name.usual = span.end > match->span.end ? name.surface : match->name;
    return keep(reading, name);
}

/* The token beside one in a list, a step in a direction and over what separates the names; the
 * same where the list does not go on. */
static size_t beside(const struct sheet *sheet, size_t i, size_t step)
{
    size_t at = i + step;

    while (at > 0 && at < sheet->count &&
           (sign_at(sheet, at) == ',' || sign_at(sheet, at) == '/' || is_conjunction(sheet, at)))
        at += step;
    return at == i + step ? i : at;
}

/* Whether one thing is meant by a common word before the noun: "the adult dataset", "UCI adult
 * dataset", "the adult and a9a datasets". */
static bool is_one_thing(const struct sheet *sheet, size_t i)
{
    const size_t back = (size_t)-1;
    size_t next = beside(sheet, i, 1), before = beside(sheet, i, back);

    if ((next != i && has(sheet, next, IS_KNOWN | IS_CODE)) ||
        (before != i && has(sheet, before, IS_KNOWN | IS_CODE)))
        return true;
    struct lap_str noun = word_at(sheet, i + 1);
    return has(sheet, i + 1, IS_NOUN) && noun.bytes[noun.size - 1] != 's' && i > 0 &&
           (is_word(sheet, i - 1, "the") || has(sheet, i - 1, IS_CAPITAL));
}

void unmark_plain(const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);

    if (!is_one_thing(sheet, i))
        sheet->tokens[i].flags &= ~(unsigned)(IS_KNOWN | IS_BRAND);
}

int from_plain(struct reading *reading, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);

    if (!has(sheet, i, IS_KNOWN) || sheet->tokens[i].start != match->span.start) {
        reading->host->drop(reading->call, match, "a common word that tells a kind of data");
        return LAP_OK;
    }
    struct name name = {.match = match, .surface = part_of(sheet->text, match->span)};
    name.usual = match->name;
    name.is_local = true;
    sheet->tokens[i].flags |= IS_TAKEN;
    return keep(reading, name);
}

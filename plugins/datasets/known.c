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
    if (span.end < word.end && is_lower(byte_at(sheet->text, span.end + 1))) {
        return span;
    }
    span.end = word.end;
    for (size_t i = last + 1; is_subset_word(sheet, i); i++) {
        span.end = span_at(sheet, i).end;
    }
    return span;
}

/* Why a known name is none here; NULL where it is one. */
static const char *known_fault(struct reading *reading, const struct sheet *sheet,
                               const struct lap_match *match, struct lap_span span)
{
    size_t i = token_at(sheet, span.start);
    struct lap_str surface = part_of(sheet->text, span);
    if (sheet->tokens[i].start != span.start) {
        return "it is the end of another word";
    }
    if (is_one_of(sheet, i, FILLERS) && (has(sheet, i, IS_FIRST) || sheet->is_title_case) &&
        match->span.end == span_at(sheet, i).end) {
        return "a capital says nothing here";
    }
    if (span.end > match->span.end && has_end(method_ends, surface)) {
        return "the whole word names a method";
    }
    if (!is_kept(reading, surface) && any_mention(reading, surface, is_something_else_here)) {
        return "the text explains it as something else";
    }
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

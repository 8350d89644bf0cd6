/* SPDX-License-Identifier: MIT */
/* What is said for and against a figure: by its name, by the noun, by the sentence. */
#include "verdict.h"

#include <stdbool.h>
#include <string.h>

#include "beside.h"
#include "name.h"
#include "noun.h"
#include "text.h"

/* Whether the text says of a name that it is a data set's: "the dataset X-5B", "X-5B, a dataset".
 */
static bool is_told_to_be_data(const struct reading *reading, const struct figure *figure,
                               struct lap_span name)
{
    enum { APPOSITION = 80 };
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, end = figure->place.end;
    struct lap_span before = word_before(text, name.start), after = {end, end + APPOSITION};

    if (has_cue(reading, field, before, ROLE_DATA))
        return true;
    return (stands_at(text, end, ", a ") || stands_at(text, end, ", an ")) &&
           has_cue(reading, field, after, ROLE_DATA) && !has_cue(reading, field, after, ROLE_MODEL);
}

/* The figure's sentence, or as much of it as is near. */
static struct lap_span sentence_of(const struct reading *reading, const struct figure *figure)
{
    enum { NEAR = 500 };
    struct lap_str text = text_of(reading, figure);
    size_t at = figure->place.start;
    struct lap_span near = {at > NEAR ? at - NEAR : 0, text.size};
    struct lap_span sentence;

    if (near.end - at > NEAR)
        near.end = at + NEAR;
    sentence = reading->host->sentence(reading->call, part_of(text, near), at - near.start);
    return (struct lap_span){near.start + sentence.start, near.start + sentence.end};
}

/* Whether the figure's sentence speaks of something, and of nothing else that can be counted. */
static bool is_about(const struct reading *reading, const struct figure *figure, enum role role)
{
    struct lap_span sentence = sentence_of(reading, figure);
    size_t field = figure->match->field;

    return has_cue(reading, field, sentence, role) &&
           !has_cue(reading, field, sentence, ROLE_DATA) &&
           !has_cue(reading, field, sentence, ROLE_COUNTED);
}

static bool is_about_models(const struct reading *reading, const struct figure *figure)
{
    return is_about(reading, figure, ROLE_MODEL) || is_about(reading, figure, ROLE_PARAMETER);
}

/* Names with fewer millions than these are of data sets, as a rule. */
static const double LEAST_NAMED = 2e7;

/* "X-7B-1M", "X-2B-4T": behind the size, a name goes on with what else is counted. A second size in
 * the same unit may end a range, and billions behind a smaller unit are the size themselves. */
static bool is_behind_a_size(const struct reading *reading, const struct figure *figure,
                             struct lap_span name)
{
    const struct figure *before = figure - 1;
    struct lap_str text = text_of(reading, figure);

    if (figure == reading->figures || before->match->field != figure->match->field ||
        before->place.start <= name.start || before->place.end > name.end)
        return false;
    return is_attached(text, before) && is_attached(text, figure) && strchr("BbM", before->unit) &&
           !strchr("Bb", figure->unit) && figure->unit != before->unit;
}

/* What is said for and against a figure that hangs on a name. */
static const char *verdict_on_name(const struct reading *reading, const struct figure *figure,
                                   struct lap_span name, const struct lap_match *noun)
{
    size_t field = figure->match->field;
    struct lap_str text = text_of(reading, figure);
    bool is_big = strchr("Bb", figure->unit) != NULL;

    if (is_behind_a_size(reading, figure, name))
        return "the name has a size before it";
    if (noun && noun->role == ROLE_PARAMETER)
        return NULL;
    if (figure->unit == 'k' || figure->unit == 'K')
        return "a name counts context or data in thousands";
    if (noun && noun->role == ROLE_MODEL)
        return NULL;
    if (noun && noun->role >= ROLE_COUNTED && text.bytes[figure->place.end] == ' ' &&
        words_between(text, figure->place.end, noun->span.start) == 0)
        return "the name is of something else";
    if (is_told_to_be_data(reading, figure, name))
        return "the text says that it is a data set";
    if (has_cue(reading, field, name, ROLE_FAMILY))
        return is_big || figure->unit == 'M' || figure->unit == 'T'
                   ? NULL
                   : "no model has so few parameters";
    if (is_big)
        return NULL;
    if (figure->unit == 'M' && figure->params >= LEAST_NAMED && is_about_models(reading, figure))
        return NULL;
    return "nothing says that the name is a model's";
}

/* Whether the noun after or before a figure makes it a size; NULL where it does. */
static const char *verdict_on_noun(const struct figure *figure, const struct lap_match *noun)
{
    switch ((enum role)noun->role) {
    case ROLE_PARAMETER:
        return NULL;
    case ROLE_MODEL:
        if (strchr("BbM", figure->unit) || (figure->unit == 'W' && figure->params >= 1e9))
            return NULL;
        return "nothing says that parameters are counted";
    case ROLE_SIZE:
        return NULL;
    default:
        return "something else is counted";
    }
}

const char *verdict(const struct reading *reading, const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    const struct lap_match *noun = noun_after(reading, figure);
    struct lap_span name = name_before(text, figure);

    if (is_money(text, figure))
        return "a sum of money";
    if (is_year(figure))
        return "a year";
    if (figure->unit == 'b' && is_caption(text, figure))
        return "the number of a part";
    if (has_cue(reading, figure->match->field, name, ROLE_CORPUS))
        return "part of the name of a data set or a board";
    if (is_attached(text, figure) ||
        (!figure->is_loose && has_cue(reading, figure->match->field, name, ROLE_FAMILY)))
        return verdict_on_name(reading, figure, name, noun);
    if (noun)
        return verdict_on_noun(figure, noun);
    noun = noun_before(reading, figure);
    if (noun && (noun->role == ROLE_PARAMETER || noun->role >= ROLE_COUNTED))
        return verdict_on_noun(figure, noun);
    if (name.start < name.end && has_cue(reading, figure->match->field, name, ROLE_FAMILY) &&
        strchr("BbM", figure->unit))
        return NULL;
    if (strchr("Bb", figure->unit) && !figure->is_loose)
        return NULL;
    if (figure->unit != 'T' && is_about(reading, figure, ROLE_PARAMETER))
        return NULL;
    if (figure->unit == 'M' && name.start < name.end && is_in_brackets(text, figure) &&
        is_about_models(reading, figure))
        return NULL;
    return "nothing says that parameters are counted";
}

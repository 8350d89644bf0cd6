/* SPDX-License-Identifier: MIT */
/* Lists are judged from right to left, for the noun stands at their end. */
#include "list.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "beside.h"
#include "name.h"
#include "noun.h"
#include "text.h"
#include "verdict.h"

/* Words that lead from one figure of a list to the next. */
static const char *const joining[] = {"and", "or", "to",  "vs",   "versus", "through",
                                      "up",  "of", "out", "than", "then",   NULL};

/* Whether nothing but joining words and signs stands between two figures. */
static bool is_joined(struct lap_str text, size_t from, size_t to)
{
    from += from < to && text.bytes[from] == 's'; /* "4 millions" */
    if (to < from || to - from > 16)
        return false;
    for (size_t at = from; at < to; at++) {
        struct lap_span word = {at, at};
        while (word.end < to && isalpha((unsigned char)text.bytes[word.end]))
            word.end++;
        if (word.end > at) {
            if (!is_one_of(part_of(text, word), joining))
                return false;
            at = word.end - 1;
        } else if (isdigit((unsigned char)text.bytes[at]) || strchr("();", text.bytes[at])) {
            return false;
        }
    }
    return true;
}

/* Whether the words before a list say that it counts parameters, and none behind it what else. */
static bool is_list_of_parameters(const struct reading *reading, const struct figure *figure)
{
    const struct lap_match *noun = noun_before(reading, figure);

    return noun && noun->role == ROLE_PARAMETER && !noun_after(reading, figure + 1);
}

/* The second figure of "30B-A3B": it goes with the first. */
static bool is_activated(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    return figure[-1].match->field == figure->match->field && at > figure[-1].place.end &&
           at - figure[-1].place.end <= 2 && text.bytes[at - 1] == 'A';
}

void judge(struct reading *reading)
{
    for (size_t i = reading->figure_count; i-- > 0;) {
        struct figure *figure = &reading->figures[i];
        struct figure *next = i + 1 < reading->figure_count ? figure + 1 : NULL;
        struct lap_str text = text_of(reading, figure);
        bool has_next = next && next->match->field == figure->match->field &&
                        is_joined(text, figure->place.end, next->place.start);

        figure->leads_on = has_next;
        if (figure->match->role == ROLE_SPELLED && figure->place.start == figure->match->span.start)
            continue;
        figure->drop = verdict(reading, figure);
        if (has_next && !is_attached(text, figure) && !is_money(text, figure) &&
            !noun_after(reading, figure) && !is_list_of_parameters(reading, figure))
            figure->drop = next->drop;
    }
    for (size_t i = 1; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        if (is_activated(text_of(reading, figure), figure))
            figure->drop = figure[-1].drop;
        else if (figure->drop && figure[-1].leads_on && !figure[-1].drop && figure->unit != 'W' &&
                 !noun_after(reading, figure) && figure->unit == figure[-1].unit)
            figure->drop = NULL;
    }
}

void name_models(struct reading *reading)
{
    for (size_t i = 0; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        struct lap_str text = text_of(reading, figure);
        figure->model = with_family(reading, figure, name_before(text, figure));
        if (i > 0 && (is_activated(text, figure) ||
                      (figure->model.start == figure->model.end && figure[-1].leads_on)))
            figure->model = figure[-1].model;
    }
}

void cut_sizes(struct reading *reading)
{
    for (size_t i = 1; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        if (figure[-1].match->field == figure->match->field &&
            figure[-1].place.start > figure->model.start &&
            figure[-1].place.end <= figure->model.end)
            figure->model = figure[-1].model;
    }
}

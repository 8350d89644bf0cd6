/* SPDX-License-Identifier: MIT */
/* Dollars are told from TeX's dollar signs, and years and captions by what stands beside them. */
#include "beside.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

/* Words that come before the number of a figure, a table or a part of a text. */
static const char *const captions[] = {
    "fig",  "figs",  "figure",  "figures", "table",   "tables",   "section",  "sections", "type",
    "eq",   "phase", "stage",   "step",    "level",   "version",  "appendix", "grade",    "class",
    "task", "tasks", "subtask", "study",   "studies", "subtasks", "question", "track",    NULL};

/* "1a, 1b", "2a, and 2b": a letter goes on from the one before. */
static bool is_second_letter(struct lap_str text, const struct figure *figure)
{
    struct lap_span digits = {figure->place.start, figure->place.end - 1};
    size_t size = digits.end - digits.start, end = digits.start;
    struct lap_span word = word_before(text, end);

    if (is_word(part_of(text, word), "and") || is_word(part_of(text, word), "or"))
        end = word.start;
    while (end > 0 && strchr(" ,/", text.bytes[end - 1]))
        end--;
    word = word_before(text, end);
    return word.end - word.start == size + 1 && text.bytes[word.end - 1] == 'a' &&
           memcmp(text.bytes + word.start, text.bytes + digits.start, size) == 0;
}

bool is_caption(struct lap_str text, const struct figure *figure)
{
    size_t end = figure->place.start;

    while (end > 0 && strchr(" .~", text.bytes[end - 1]))
        end--;
    return is_one_of(part_of(text, word_before(text, end)), captions) ||
           is_second_letter(text, figure);
}

/* A dollar sign before a figure is money unless it is TeX's: "$7$B", "$\leq$3B", "$7B$". */
static bool is_dollars(struct lap_str text, const struct figure *figure, size_t sign)
{
    struct lap_span gap = figure->match->captures[CAPTURE_GAP];
    struct lap_span number = figure->match->captures[CAPTURE_NUMBER];

    if (sign > 0 && text.bytes[sign - 1] == '\\')
        return true;
    if (lap_is_captured(gap) && memchr(text.bytes + gap.start, '$', gap.end - gap.start))
        return false;
    if (lap_is_captured(number) && number.end < text.size && text.bytes[number.end] == '$')
        return false;
    if (sign > 0 && !strchr(" (~", text.bytes[sign - 1]))
        return false;
    for (size_t at = figure->place.end; at < text.size && at < figure->place.end + 30; at++)
        if (text.bytes[at] == '$')
            return at + 1 < text.size && isdigit((unsigned char)text.bytes[at + 1]);
    return true;
}

bool is_money(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    while (at > 0 && text.bytes[at - 1] == ' ')
        at--;
    if (at > 0 && text.bytes[at - 1] == '$')
        return is_dollars(text, figure, at - 1);
    return (at > 2 && (stands_at(text, at - 3, "\u20ac") || stands_at(text, at - 3, "USD"))) ||
           (at > 1 && stands_at(text, at - 2, "\u00a3"));
}

bool is_year(const struct figure *figure)
{
    return figure->unit == 'b' && figure->params >= 1.9e12 && figure->params < 2.1e12;
}

bool is_in_brackets(struct lap_str text, const struct figure *figure)
{
    return figure->place.start > 0 && text.bytes[figure->place.start - 1] == '(' &&
           figure->place.end < text.size && strchr("),;/", text.bytes[figure->place.end]);
}

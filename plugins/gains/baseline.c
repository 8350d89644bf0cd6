/* SPDX-License-Identifier: MIT */
/*
 * Finds behind "than", "over" and "compared to" what a figure is compared with.
 */
#include "baseline.h"

#include <string.h>

/* Of a figure whose clause no cue leads. */
static const size_t NO_LEAD = SIZE_MAX;

/* Whether a name goes on behind an "and": "than COLMAP and GLOMAP on large scenes". */
static bool is_name_behind(const struct sentence *sentence, size_t and)
{
    const struct cue *cue = &sentence->cues[and];
    const char *next = sentence->text.bytes + cue->span.end;
    size_t end = and+1 < sentence->count ? cue[1].span.start : sentence->span.end;
    bool is_last =
        has_cue(sentence, and, and+3 < sentence->count ? and+3 : sentence->count, RESPECTIVELY);

    if (next[-1] == '/' || (is_last && next[-1] != ','))
        return true;
    return next[-1] != ',' && end > cue->span.end + 1 && next[1] >= 'A' && next[1] <= 'Z';
}

/* No compound has more bytes: the time that a text without spaces takes grows with its length only.
 */
enum { COMPOUND_AT_MOST = 200 };

/* The last word between two places from its last hyphen on; empty where it has none. */
static struct lap_str end_of_compound(struct lap_str text, size_t start, size_t end)
{
    if (end - start > COMPOUND_AT_MOST)
        start = end - COMPOUND_AT_MOST;
    struct lap_span part = {end, end};
    while (part.start > start && text.bytes[part.start - 1] != ' ')
        if (text.bytes[--part.start] == '-')
            return part_of(text, part);
    return (struct lap_str){NULL, 0};
}

/* "than graph-based and text-based methods": the noun of the first stands behind the second. */
static bool is_noun_behind(const struct sentence *sentence, const struct cue *and)
{
    struct lap_str text = sentence->text, first, second;
    size_t end = and->span.start, next = and->span.end + 1;

    if (end > sentence->span.start && text.bytes[end - 1] == ' ')
        end--;
    first = end_of_compound(text, sentence->span.start, end);
    for (end = next; end < sentence->span.end && text.bytes[end] != ' ';)
        if (++end - next > COMPOUND_AT_MOST)
            return false;
    second = end_of_compound(text, next, end);
    return first.size > 1 && first.size == second.size && end < sentence->span.end &&
           memcmp(first.bytes, second.bytes, first.size) == 0;
}

/* "than text- or graph-based methods": the word goes on behind the second. */
static bool is_word_behind(const struct sentence *sentence, const struct cue *and)
{
    const char *bytes = sentence->text.bytes;
    size_t at = and->span.start;

    return at > sentence->span.start + 1 && bytes[at - 1] == ' ' && bytes[at - 2] == '-';
}

/* "than both X and Y": the "and" of a "both". */
static bool is_of_both(const struct sentence *sentence, size_t versus, size_t i)
{
    static const char both_and[] = " both ";
    const struct cue *cues = sentence->cues;
    size_t start = cues[versus].span.end;

    if (cues[i].span.start < start + sizeof both_and ||
        memcmp(sentence->text.bytes + start, both_and, sizeof both_and - 1) != 0)
        return false;
    for (size_t k = versus + 1; k < i; k++)
        if (cues[k].role == AND)
            return false;
    return true;
}

/* Whether what the figure is compared with ends where cue i begins. */
static bool ends_baseline(const struct sentence *sentence, size_t versus, size_t i)
{
    const struct cue *cue = &sentence->cues[i];

    switch (cue->role) {
    case LINK:
        return sentence->text.bytes[cue->span.start] != 'o';
    case AND:
        return !is_name_behind(sentence, i) && !is_noun_behind(sentence, cue) &&
               !is_word_behind(sentence, cue) && !is_of_both(sentence, versus, i);
    case STOP:
    case ASIDE:
    case SHARE:
    case BY:
    case RESPECTIVELY:
        return true;
    default:
        return kind_of(cue) == FIGURE || (kind_of(cue) == HEDGE && !is_mean_compared(sentence, i));
    }
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The text behind "than", "over", "compared to", up to the next turn of the sentence. */
static struct lap_span baseline_at(const struct sentence *sentence, size_t versus)
{
    const char *bytes = sentence->text.bytes;
    size_t i = versus + 1;

    while (i < sentence->count && !ends_baseline(sentence, versus, i))
        i++;
    struct lap_span span = {sentence->cues[versus].span.end, i < sentence->count
                                                                 ? sentence->cues[i].span.start
                                                                 : sentence->span.end};
    for (size_t at = span.start; at < span.end; at++)
        if (bytes[at] == '(' || (at + 1 < span.end && bytes[at] == '.' && bytes[at + 1] == ' '))
            span.end = at;
    while (span.end > span.start && strchr(" .-)", bytes[span.end - 1]) != NULL)
        span.end--;
    while (span.start < span.end && bytes[span.start] == ' ')
        span.start++;
    if (span.end > span.start && !is_letter(bytes[span.start]))
        span.end = span.start;
    return span;
}

/* Sets for each figure the cue of its clause that begins "compared to X, ...", of which all figures
 * behind the first are told: none stands before it, and none has its own of several names. */
static void find_leads(const struct sentence *sentence, struct figure *figures, size_t count)
{
    const struct cue *cues = sentence->cues;
    size_t lead = NO_LEAD;
    bool is_first = true; /* no figure of the clause stands before the cue */

    for (size_t i = 0, k = 0; k < count; i++) {
        if (cues[i].role == STOP) {
            lead = NO_LEAD;
            is_first = true;
        } else if (kind_of(&cues[i]) == FIGURE) {
            if (figures[k].cue == i)
                figures[k++].lead = is_first ? NO_LEAD : lead;
            is_first = false;
        } else if (is_first && cues[i].role == VERSUS && cues[i + 1].role == AND &&
                   !has_cue(sentence, i, sentence->count, RESPECTIVELY)) {
            lead = i;
        }
    }
}

/* What a cue leads to, kept for the other figures of its clause. */
struct lead {
    size_t cue;
    struct lap_span baseline;
};

/* "Compared to X, it is 3x faster" and "it outperforms X by 3x" name it before the figure. */
static struct lap_span baseline_before(const struct sentence *sentence, const struct figure *figure,
                                       struct lead *lead)
{
    const struct cue *cues = sentence->cues;

    for (size_t i = figure->cue; i-- > 0 && cues[i].role != STOP && kind_of(&cues[i]) != FIGURE;)
        if (cues[i].role == OUTDO || (cues[i].role == VERSUS && cues[i + 1].role == AND))
            return baseline_at(sentence, i);
    if (figure->lead == NO_LEAD)
        return (struct lap_span){0, 0};
    if (figure->lead != lead->cue)
        *lead = (struct lead){figure->lead, baseline_at(sentence, figure->lead)};
    return lead->baseline;
}

static struct lap_span own_baseline(const struct sentence *sentence, const struct figure *figure,
                                    size_t end, struct lead *lead)
{
    const struct cue *cues = sentence->cues;

    for (size_t i = figure->cue + 1; i < end && cues[i].role != STOP; i++) {
        if (cues[i].role == VERSUS)
            return baseline_at(sentence, i);
        if (cues[i].role == AND && i + 1 < end && kind_of(&cues[i + 1]) == QUANTITY)
            break;
    }
    return baseline_before(sentence, figure, lead);
}

/* "2x and 3x faster than A and B, respectively": each of two figures has its own of two names. */
static void share_out(const struct sentence *sentence, struct figure *first, struct figure *second)
{
    struct lap_span names = second->baseline;
    struct lap_str text = part_of(sentence->text, names);

    for (size_t at = 1; at + 5 < text.size; at++)
        if (memcmp(text.bytes + at, " and ", 5) == 0) {
            first->baseline = (struct lap_span){names.start, names.start + at};
            second->baseline = (struct lap_span){names.start + at + 5, names.end};
            return;
        }
}

bool is_compared(const struct figure *figure)
{
    return figure->baseline.end > figure->baseline.start;
}

void compare(const struct sentence *sentence, struct figure *figures, size_t count)
{
    struct lead lead = {NO_LEAD, {0, 0}};

    find_leads(sentence, figures, count);
    for (size_t k = count; k-- > 0;) {
        struct figure *figure = &figures[k];
        size_t end = k + 1 < count ? figures[k + 1].cue : sentence->count;
        figure->baseline = own_baseline(sentence, figure, end, &lead);
        if (is_compared(figure) || k + 1 == count ||
            !is_chained(sentence, figure->cue, figures[k + 1].cue))
            continue;
        figure->baseline = figures[k + 1].baseline;
        if (k + 2 == count && has_cue(sentence, figure->cue, sentence->count, RESPECTIVELY))
            share_out(sentence, figure, &figures[k + 1]);
    }
}

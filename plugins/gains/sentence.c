/* SPDX-License-Identifier: MIT */
/*
 * Cues: their order, their distances, and which of them make a list.
 */
#include "sentence.h"

#include <string.h>

size_t gap(const struct cue *before, const struct cue *after)
{
    return after->span.start - before->span.end;
}

bool is_beside(const struct cue *before, const struct cue *after)
{
    return gap(before, after) <= 1;
}

struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

static bool comes_before(const struct cue *a, const struct cue *b)
{
    bool is_figure = kind_of(a) == FIGURE, is_other = kind_of(b) == FIGURE;
    if (is_figure != is_other)
        return is_figure;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start;
    return a->span.end > b->span.end;
}

static bool stands_before(const struct cue *a, const struct cue *b)
{
    return a->span.start < b->span.start;
}

static void sort(struct cue *cues, size_t count,
                 bool (*is_before)(const struct cue *, const struct cue *))
{
    for (size_t i = 1; i < count; i++) {
        struct cue cue = cues[i];
        size_t k = i;
        for (; k > 0 && is_before(&cue, &cues[k - 1]); k--)
            cues[k] = cues[k - 1];
        cues[k] = cue;
    }
}

static bool overlaps(const struct cue *a, const struct cue *b)
{
    return a->span.start < b->span.end && b->span.start < a->span.end;
}

/* Whether a cue overlaps none of those that stay so far: the figures come first, and of the others,
 * which come in the order of the text, the last one reaches farthest. */
static bool is_free(const struct sentence *sentence, size_t figures, const struct cue *cue)
{
    for (size_t i = 0; i < figures; i++)
        if (overlaps(&sentence->cues[i], cue))
            return false;
    return sentence->count == figures || !overlaps(&sentence->cues[sentence->count - 1], cue);
}

void settle_overlaps(struct sentence *sentence)
{
    size_t count = sentence->count, figures = 0;
    sort(sentence->cues, count, comes_before);
    sentence->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_free(sentence, figures, &sentence->cues[i]))
            continue;
        figures += kind_of(&sentence->cues[i]) == FIGURE;
        sentence->cues[sentence->count++] = sentence->cues[i];
    }
    sort(sentence->cues, sentence->count, stands_before);
}

bool has_cue(const struct sentence *sentence, size_t from, size_t to, enum role role)
{
    for (size_t i = from; i < to; i++)
        if (sentence->cues[i].role == role)
            return true;
    return false;
}

/* How far a figure stands from the cue behind it, a bracket left out that says of what it is:
 * "5.9x (forward), 8.9x (backward)". */
static size_t gap_past_bracket(const struct sentence *sentence, const struct cue *before,
                               const struct cue *after)
{
    const char *between = sentence->text.bytes + before->span.end;
    size_t size = gap(before, after);
    bool is_bracket = kind_of(before) == FIGURE && size > 2 && memcmp(between, " (", 2) == 0;
    const char *end = is_bracket ? memchr(between, ')', size) : NULL;
    return end == NULL ? size : size - (size_t)(end + 1 - between);
}

bool is_chained(const struct sentence *sentence, size_t from, size_t to)
{
    const struct cue *cues = sentence->cues;
    for (size_t i = from + 1; i <= to; i++) {
        if (gap_past_bracket(sentence, &cues[i - 1], &cues[i]) > 2)
            return false;
        if (i < to && cues[i].role != AND && kind_of(&cues[i]) != HEDGE)
            return false;
    }
    return true;
}

bool is_joined(const struct sentence *sentence, size_t figure)
{
    size_t i = figure;
    while (i > 0 && gap(&sentence->cues[i - 1], &sentence->cues[i]) <= 3) {
        const struct cue *before = &sentence->cues[--i];
        if (before->role == AND)
            return true;
        if (kind_of(before) == FIGURE)
            return true;
        if (kind_of(before) != HEDGE && before->role != BY && before->role != SHARE)
            return false;
    }
    return false;
}

/* Not so "on average", "in average", "averaged" and "averaging", which begin or end as no other
 * mean does: they are of the clause, and so is any mean behind a comma or a bracket. */
bool is_mean_compared(const struct sentence *sentence, size_t i)
{
    const struct cue *cue = &sentence->cues[i];
    if (i == 0 || cue->role != MEAN || cue[-1].role != VERSUS)
        return false;
    const char *word = sentence->text.bytes + cue->span.start;
    char last = word[cue->span.end - cue->span.start - 1];
    return word[-1] == ' ' && strchr("oi", *word | 0x20) == NULL && strchr("dg", last) == NULL;
}

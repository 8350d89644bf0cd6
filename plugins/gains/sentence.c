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

typedef bool order(const struct cue *, const struct cue *);

static void sort_few(struct cue *cues, size_t count, order *is_before)
{
    for (size_t i = 1; i < count; i++) {
        struct cue cue = cues[i];
        size_t k = i;
        for (; k > 0 && is_before(&cue, &cues[k - 1]); k--)
            cues[k] = cues[k - 1];
        cues[k] = cue;
    }
}

/* Merges what is sorted up to the middle and from there on. */
static void merge(struct cue *cues, size_t middle, size_t count, struct cue *spare,
                  order *is_before)
{
    size_t left = 0, right = middle, at = 0;

    memcpy(spare, cues, middle * sizeof *cues);
    while (left < middle && right < count)
        cues[at++] = is_before(&cues[right], &spare[left]) ? cues[right++] : spare[left++];
    memcpy(cues + at, spare + left, (middle - left) * sizeof *cues);
}

/* Leaves those that are alike in their order. A text may be one sentence of many thousand cues. */
static void sort(struct cue *cues, size_t count, struct cue *spare, order *is_before)
{
    enum { FEW = 64 };

    for (size_t i = 0; i < count; i += FEW)
        sort_few(cues + i, count - i < FEW ? count - i : FEW, is_before);
    for (size_t size = FEW; size < count; size *= 2)
        for (size_t i = 0; count - i > size; i += 2 * size) {
            size_t both = count - i < 2 * size ? count - i : 2 * size;
            merge(cues + i, size, both, spare, is_before);
            if (both < 2 * size)
                break;
        }
}

static bool overlaps(const struct cue *a, const struct cue *b)
{
    return a->span.start < b->span.end && b->span.start < a->span.end;
}

/* Leaves of the figures, and then of the other cues, which come sorted, those that overlap none
 * that stays before them: of either kind the last one reaches farthest. */
static void leave_free(struct sentence *sentence)
{
    struct cue *cues = sentence->cues;
    size_t count = sentence->count, figures = 0, kept = 0, i = 0;

    for (; i < count && kind_of(&cues[i]) == FIGURE; i++)
        if (kept == 0 || !overlaps(&cues[kept - 1], &cues[i]))
            cues[kept++] = cues[i];
    figures = kept;
    for (size_t near = 0; i < count; i++) {
        while (near < figures && cues[near].span.end <= cues[i].span.start)
            near++;
        bool is_free = near == figures || !overlaps(&cues[near], &cues[i]);
        if (is_free && (kept == figures || !overlaps(&cues[kept - 1], &cues[i])))
            cues[kept++] = cues[i];
    }
    sentence->count = kept;
}

void settle_overlaps(struct sentence *sentence)
{
    sort(sentence->cues, sentence->count, sentence->spare, comes_before);
    leave_free(sentence);
    sort(sentence->cues, sentence->count, sentence->spare, stands_before);
    for (size_t i = 0; i < sentence->count; i++)
        sentence->behind[sentence->cues[i].role] = i + 1;
}

bool has_cue(const struct sentence *sentence, size_t from, size_t to, enum role role)
{
    if (to == sentence->count) /* how often each figure asks */
        return sentence->behind[role] > from;
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
    size_t tex = size > 0 && *between == '$'; /* "$3.5\times$ (" */
    bool is_bracket =
        kind_of(before) == FIGURE && size > tex + 2 && memcmp(between + tex, " (", 2) == 0;
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

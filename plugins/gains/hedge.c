/* SPDX-License-Identifier: MIT */
/*
 * Finds for each figure the hedge that governs it.
 */
#include "hedge.h"

/* Whether a cue is a figure with hedges of its own. "The mean size falls from 8 to 4 tokens, a 50%
 * decrease" tells one gain twice, so one change is passed over. */
static bool is_other(const struct cue *cue, size_t *changes)
{
    return kind_of(cue) == FIGURE && (cue->role != CHANGE || (*changes)++ > 0);
}

/* The hedge right before the figure, else one that governs its clause: "an average speedup of 3x",
 * "3x faster on average". */
static enum bound own_bound(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    size_t changes = 0;

    for (size_t i = figure; i-- > 0 && cues[i].role != STOP && !is_other(&cues[i], &changes);) {
        bool is_near = gap(&cues[i], &cues[figure]) <= 12;
        if (kind_of(&cues[i]) == HEDGE && (is_near || cues[i].role == MEAN || cues[i].role == MOST))
            return meanings[cues[i].role].bound;
    }
    for (size_t i = figure + 1; i < sentence->count && kind_of(&cues[i]) != FIGURE; i++) {
        if (cues[i].role == STOP)
            break;
        if ((cues[i].role == MEAN && !is_mean_compared(sentence, i)) || cues[i].role == MOST)
            return meanings[cues[i].role].bound;
    }
    return NO_BOUND;
}

/* Whether a fraction tells what is left, so that its figure is the fraction turned over: "needs
 * less than 1/10 of the memory". What is gone is told by a word of less before it: "saves more than
 * half", but "reduces it to less than half" tells what is left. */
static bool is_what_is_left(const struct sentence *sentence, const struct figure *figure)
{
    return sentence->cues[figure->cue].role == SHRINKING && !is_verb_of_half(sentence, figure) &&
           !is_gone(sentence, figure) && (figure->left.way != TO_LESS || figure->left.is_share);
}

/* What at most holds of a fraction, at least holds of it turned over. */
static enum bound turned_over(enum bound bound)
{
    if (bound == UP_TO)
        return AT_LEAST;
    return bound == AT_LEAST ? UP_TO : bound;
}

static enum bound bound_of(const struct sentence *sentence, const struct figure *figure)
{
    enum bound bound = own_bound(sentence, figure->cue);

    return is_what_is_left(sentence, figure) ? turned_over(bound) : bound;
}

/* "median and maximum speedups of 77x and 300x": where such a pair begins, else the cues' count. */
static size_t hedge_pair(const struct sentence *sentence)
{
    const struct cue *cues = sentence->cues;

    for (size_t i = 0; i + 2 < sentence->count; i++) {
        bool is_pair = cues[i].role == MEAN && cues[i + 2].role == MOST;
        bool is_turned = cues[i].role == MOST && cues[i + 2].role == MEAN;
        if (cues[i + 1].role == AND && (is_pair || is_turned))
            return i;
    }
    return sentence->count;
}

/* "On average, ..." and "experiments show that on average ...". */
static bool begins_with_mean(const struct sentence *sentence)
{
    size_t first = sentence->count > 0 && sentence->cues[0].role == STOP;

    return first < sentence->count && sentence->cues[first].role == MEAN;
}

/* "by over 5% and halving the cost": a verb takes no hedge from the figure that it is listed with.
 */
static bool is_verb(const struct sentence *sentence, const struct figure *figure)
{
    return sentence->cues[figure->cue].role == GROWING || is_verb_of_half(sentence, figure);
}

void hedge(const struct sentence *sentence, struct figure *figures, size_t count)
{
    bool is_on_average = begins_with_mean(sentence);
    size_t pair = hedge_pair(sentence);
    size_t paired = 0;

    for (size_t k = 0; k < count; k++) {
        if (figures[k].cue > pair) {
            figures[k].bound = meanings[sentence->cues[pair + 2 * (paired++ % 2)].role].bound;
            continue;
        }
        figures[k].bound = bound_of(sentence, &figures[k]);
        if (figures[k].bound != NO_BOUND)
            continue;
        if (k > 0 && is_chained(sentence, figures[k - 1].cue, figures[k].cue) &&
            !is_verb(sentence, &figures[k]))
            figures[k].bound = figures[k - 1].bound;
        else if (is_on_average)
            figures[k].bound = ABOUT_SO;
    }
}

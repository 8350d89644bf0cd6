/* SPDX-License-Identifier: MIT */
/*
 * Figures of a list share their words; a figure that says nothing says what was said before.
 */
#include "agree.h"

#include "view.h"
#include "weigh.h"

/* Whether two figures are all of their list, and nothing behind them could be what they are told
 * apart by: "by 3x and 2x on two boards". */
static bool is_pair(const struct sentence *sentence, size_t first, size_t second)
{
    const struct cue *cues = sentence->cues;

    if (!is_chained(sentence, first, second) || (first > 0 && kind_of(&cues[first - 1]) == FIGURE))
        return false;
    if (second + 1 == sentence->count)
        return sentence->span.end <= cues[second].span.end + 2;
    return is_beside(&cues[second], &cues[second + 1]) &&
           (cues[second + 1].role == STOP || cues[second + 1].role == AND);
}

/* What another figure says, but the second of "time and memory fall by 3x and 2x, respectively". */
static void copy_sense(const struct sentence *sentence, struct figure *figure,
                       const struct figure *other)
{
    bool is_paired = figure->cue > other->cue && other->left.second != NO_ROLE &&
                     (has_cue(sentence, figure->cue, sentence->count, RESPECTIVELY) ||
                      is_pair(sentence, other->cue, figure->cue));

    figure->sense = other->sense;
    if (is_paired)
        figure->sense.thing = other->left.second;
    settle(figure);
}

/* The quantity right before a figure, which may stand in brackets, hedges passed over: "tokens up
 * to 40%", "tokens (40%". Its index; the figure's where there is none. */
static size_t own_quantity(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    size_t i = figure;

    while (i > 0 && kind_of(&cues[i - 1]) == HEDGE && gap(&cues[i - 1], &cues[i]) <= 2)
        i--;
    bool is_own = i > 0 && kind_of(&cues[i - 1]) == QUANTITY && gap(&cues[i - 1], &cues[i]) <= 2;
    return is_own ? i - 1 : figure;
}

/* "cuts memory by 60%, tokens up to 40%", "a reduction in memory (60%) and tokens (40%)": behind
 * the "and" stand a quantity and its figure alone, and what is done to it is what was done before.
 */
static bool is_clipped(const struct sentence *sentence, const struct figure *figure,
                       const struct figure *before)
{
    const struct cue *cues = sentence->cues;
    size_t i = own_quantity(sentence, figure->cue);
    bool is_alike = before->left.is_by || own_quantity(sentence, before->cue) + 1 == before->cue;

    if (i == figure->cue || !is_alike)
        return false;
    while (i > before->cue && kind_of(&cues[i]) == QUANTITY)
        i--;
    if (cues[i].role != AND || gap(&cues[i], &cues[i + 1]) > 16)
        return false;
    while (i > before->cue && cues[i].role == AND && gap(&cues[i - 1], &cues[i]) <= 2)
        i--;
    return i == before->cue && before->sense.way == TO_LESS && is_blank(&figure->right);
}

/* Fills what a figure's own words leave open from the figure before it. */
static void follow(const struct sentence *sentence, struct figure *figure,
                   const struct figure *before)
{
    bool is_led = figure->left.is_by || figure->left.way != NO_WAY;

    if (is_clipped(sentence, figure, before)) {
        figure->sense.way = before->sense.way;
        figure->left.is_by = true; /* for the next of the list */
        settle(figure);
        return;
    }
    if (is_blank(&figure->sense) || (is_blank(&figure->right) && !is_led)) {
        bool is_same = figure->unit == before->unit || figure->cue == before->cue + 1;
        if (is_same && is_joined(sentence, figure->cue))
            copy_sense(sentence, figure, before);
        return;
    }
    if (figure->unit == UNIT_PERCENT && figure->sense.way == TO_BETTER &&
        figure->sense.thing == NO_ROLE && !is_joined(sentence, figure->cue))
        return;
    /* "3x smaller" tells a size, whatever the figure before it was about. */
    if (figure->right.way == TO_SMALLER && figure->right.thing == NO_ROLE)
        return;
    bool is_other = figure->right.thing != NO_ROLE && !is_joined(sentence, figure->cue);
    bool is_contrary = figure->sense.way == TO_LESS && meanings[before->sense.thing].is_more_better;
    /* "2.3x lower variance, and 2% runtime overhead": the variance alone is lower. */
    bool is_of_quality = before->sense.thing == QUALITY && before->right.way != NO_WAY;
    bool is_apart = is_of_quality && figure->right.thing != NO_ROLE && figure->right.is_beside;
    if (!is_other && !is_contrary && !is_apart)
        figure->sense = both(&figure->sense, &before->sense);
    if (figure->sense.thing != NO_ROLE)
        settle(figure);
}

/* "4x communication and 2x latency reduction": the next figure says which way this one goes. */
static bool leans_on(const struct sentence *sentence, const struct figure *figure,
                     const struct figure *next)
{
    if (figure->right.thing == NO_ROLE || figure->sense.way != NO_WAY)
        return false;
    size_t i = figure->cue + 1;
    while (i < next->cue && kind_of(&sentence->cues[i]) == QUANTITY)
        i++;
    return i + 1 == next->cue && sentence->cues[i].role == AND && next->metric != NO_METRIC;
}

/* "savings of 4x and 3x in memory and energy": the way that leads to the first of a list is that of
 * the last, behind which stands what they are of. */
static void lend_way(const struct sentence *sentence, const struct figure *first,
                     struct figure *last)
{
    bool is_lent = first->left.is_linked && first->left.is_noun_way && is_blank(&first->right) &&
                   is_blank(&last->left) && last->right.thing != NO_ROLE &&
                   last->sense.way == NO_WAY && !last->is_settled && first->unit == last->unit;

    if (!is_lent || !is_chained(sentence, first->cue, last->cue))
        return;
    last->sense.way = first->left.way;
    settle(last);
}

/* Of two figures the first has the first of two things that stand behind, the second the second:
 * "4x and 3x lower memory and energy, respectively". */
static void part_things(const struct sentence *sentence, const struct figure *first,
                        struct figure *second)
{
    bool is_pair = first->cue == 0 || sentence->cues[first->cue - 1].role != AND;

    if (!is_pair || second->right.second == NO_ROLE ||
        !has_cue(sentence, second->cue, sentence->count, RESPECTIVELY))
        return;
    second->sense.thing = second->right.second;
    settle(second);
}

/* Whether a figure may take what the one behind it says: "by" leads to what it is of itself, "of"
 * only where something of its own stands before that. */
static bool may_lean(const struct figure *figure)
{
    const struct view *left = &figure->left;
    bool is_of_less = left->is_linked && left->thing == NO_ROLE &&
                      (left->way == NO_WAY || (left->way == TO_LESS && left->is_noun_way));

    return is_blank(&figure->right) && (!left->is_by || is_of_less);
}

/* Figures that say nothing themselves take what the one behind them says: "1.6x, 3.0x, 162x
 * speedup". */
static void lean_on_next(const struct sentence *sentence, struct figure *figures, size_t count)
{
    for (size_t k = count; k-- > 1;) {
        struct figure *figure = &figures[k - 1], *next = &figures[k];
        lend_way(sentence, figure, next);
        if (!next->is_settled || figure->unit != next->unit)
            continue;
        if (may_lean(figure) && is_chained(sentence, figure->cue, next->cue)) {
            copy_sense(sentence, figure, next);
            part_things(sentence, figure, next);
        } else if (!figure->is_settled && leans_on(sentence, figure, next)) {
            figure->sense.way = meanings[figure->sense.thing].is_more_better ? TO_MORE : TO_LESS;
            settle(figure);
        }
    }
}

/* A figure whose own sentence leaves open what it is about: "an improvement of 3.6x". */
static void settle_by_context(const struct sentence *sentence, struct figure *figure,
                              const struct context *context)
{
    struct view *sense = &figure->sense;
    bool is_faster = meanings[context->last.thing].is_more_better;

    if (is_blank(sense) && is_faster && figure->left.is_share && is_blank(&figure->right) &&
        figure->unit == UNIT_TIMES)
        *sense = context->last;
    if (sense->thing == NO_ROLE && figure->unit != UNIT_PERCENT) {
        if (sense->way == TO_LESS && !is_faster)
            sense->thing = context->last.thing;
        else if (sense->way == TO_BETTER && context->speaks_of_speed &&
                 !has_cue(sentence, 0, sentence->count, QUALITY))
            sense->thing = RATE;
    }
    if (sense->thing == WORTH && !context->speaks_of_speed)
        sense->thing = NO_ROLE;
    if (sense->thing != NO_ROLE)
        settle(figure);
    else
        figure->reason = "nothing says what it is about";
}

/* "reduces memory by 1.8x (from 24.5 GB to 13.8 GB)": the gain is told once, by its figure. */
static void drop_told_changes(const struct sentence *sentence, struct figure *figures, size_t count)
{
    bool is_told[COMPUTE + 1] = {false};

    for (size_t k = 0; k < count; k++)
        if (figures[k].metric != NO_METRIC && sentence->cues[figures[k].cue].role != CHANGE)
            is_told[figures[k].metric] = true;
    for (size_t k = 0; k < count; k++)
        if (is_told[figures[k].metric] && sentence->cues[figures[k].cue].role == CHANGE) {
            figures[k].metric = NO_METRIC;
            figures[k].reason = "the text gives the gain itself";
        }
}

/* "a 0% speedup": nothing is gained; of a range from nothing the value is its end. */
static void drop_nothings(struct figure *figures, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (figures[k].metric != NO_METRIC && figures[k].value <= 0) {
            figures[k].metric = NO_METRIC;
            figures[k].reason = "nothing is gained";
        }
}

void agree(const struct sentence *sentence, struct figure *figures, size_t count,
           struct context *context)
{
    const struct figure *before = NULL;
    bool is_stopped = false; /* between that and the figure */

    lean_on_next(sentence, figures, count);
    for (size_t k = 0; k < count; k++) {
        struct figure *figure = &figures[k];
        is_stopped |= k > 0 && has_cue(sentence, figures[k - 1].cue, figure->cue, STOP);
        if (before != NULL && !is_stopped && !figure->is_settled)
            follow(sentence, figure, before);
        if (!figure->is_settled)
            settle_by_context(sentence, figure, context);
        if (figure->metric != NO_METRIC)
            context->last = figure->sense;
        if (figure->metric != NO_METRIC || figure->sense.thing == QUALITY) {
            before = figure;
            is_stopped = false;
        }
    }
    drop_told_changes(sentence, figures, count);
    drop_nothings(figures, count);
}

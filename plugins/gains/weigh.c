/* SPDX-License-Identifier: MIT */
/*
 * The rules by which a figure is a gain in speed, memory, energy or compute, or none.
 */
#include "weigh.h"

#include <string.h>

#include "view.h"

static enum metric metric_of(const struct view *view)
{
    if (view->thing == EFFICIENCY && view->of != NO_ROLE)
        return meanings[view->of].metric;
    return meanings[view->thing].metric;
}

static bool is_way_of_gain(const struct view *view, enum unit unit)
{
    if (meanings[view->thing].kind == WHOLE)
        return view->way != TO_WORSE;
    if (view->thing == WORTH && view->way == NO_WAY)
        return false;
    if (meanings[view->thing].is_more_better)
        return view->way == TO_MORE || view->way == TO_BETTER ||
               (view->way == NO_WAY && unit != UNIT_PERCENT);
    if (view->thing == COUNT)
        return view->way == TO_LESS;
    return view->way == TO_LESS || view->way == TO_BETTER ||
           (view->way == TO_SMALLER && view->thing == STORE);
}

/* Why a figure about this thing, going this way, is no gain; NULL where it is one. */
static const char *fault(const struct figure *figure)
{
    const struct view *sense = &figure->sense;

    if (figure->has_low && figure->low > figure->value)
        return "it tells a change, not a range";
    if (figure->unit == UNIT_PERCENT && figure->right.is_of &&
        (figure->has_low ? figure->left.is_share
                         : figure->left.is_by || figure->left.way == NO_WAY ||
                               figure->left.is_way_taken || figure->right.thing == NO_ROLE))
        return "it is a share";
    if (sense->thing == QUALITY)
        return "it is about quality";
    if (metric_of(sense) == NO_METRIC)
        return "it is an efficiency of something else";
    if (figure->unit == UNIT_PERCENT && figure->left.is_share && !figure->has_low &&
        figure->right.way == NO_WAY && meanings[figure->right.thing].kind != WHOLE)
        return "it is a share";
    if (figure->unit == UNIT_PERCENT &&
        (sense->thing == WORTH || (sense->thing == EFFICIENCY && sense->of == NO_ROLE)))
        return "a percentage of performance may be one of quality";
    if (figure->unit == UNIT_PERCENT && figure->right.is_as && figure->value <= 100)
        return "it is no more than the whole";
    if (figure->unit == UNIT_PERCENT && sense->way == TO_LESS && figure->value >= 100)
        return "nothing falls by more than all of it";
    if (figure->unit == UNIT_TIMES && figure->value < 1)
        return "a ratio below one is a share";
    if (!is_way_of_gain(sense, figure->unit))
        return "it does not say that less is used or more is done";
    return NULL;
}

void settle(struct figure *figure)
{
    figure->is_settled = true;
    figure->reason = fault(figure);
    figure->metric = figure->reason == NULL ? metric_of(&figure->sense) : NO_METRIC;
}

/* "half the time", "cut in half", "doubles the throughput": the figure is itself the way, and what
 * it is about stands beside it. */
static void weigh_worded(const struct sentence *sentence, struct figure *figure)
{
    const struct cue *cue = &sentence->cues[figure->cue];
    const struct view *left = &figure->left, *right = &figure->right;
    bool is_halved = is_verb_of_half(sentence, figure);

    figure->sense = right->thing != NO_ROLE ? *right : *left;
    if (cue->role == SHRINKING && right->thing == NO_ROLE && left->way != TO_LESS && !is_halved)
        figure->sense.thing = NO_ROLE;
    figure->sense.way = meanings[cue->role].way;
    figure->is_settled = true;
    bool is_part = cue->role == SHRINKING && !is_halved &&
                   (figure->sense.thing == COUNT || figure->sense.thing == TIME);
    bool is_as_many = right->is_beside && right->way != NO_WAY;
    if (is_part && !left->is_share && !left->is_by && left->way != TO_LESS && !is_as_many)
        figure->reason = "a part of a set is no saving";
    else if (cue->role == SHRINKING && figure->sense.thing == SPEEDING)
        figure->reason = "half as fast is no gain";
    else if (figure->sense.thing == NO_ROLE || figure->sense.thing == WORTH)
        figure->reason = "nothing says what it is of";
    else
        settle(figure);
}

/* "from 2.3 s to 0.4 s": the measure says what it is about; of "steps from 64 to 8" the words
 * before do, and there "cuts" or the like has to tell a change from a range of settings. */
static void weigh_change(struct figure *figure)
{
    const struct view *left = &figure->left;
    bool is_told = left->way != NO_WAY || (left->thing != NO_ROLE && left->thing != QUALITY);

    if (figure->sense.thing == NO_ROLE && (left->nearest == COUNT || left->nearest == WORK))
        figure->sense.thing = left->nearest;
    if (figure->sense.thing == COUNT)
        is_told = left->way == TO_LESS;
    settle(figure);
    if (figure->sense.thing == NO_ROLE) {
        figure->reason = "nothing says what it is about";
    } else if (figure->reason == NULL && !is_told) {
        figure->metric = NO_METRIC;
        figure->reason = "nothing says that it was made less";
    }
}

/* Both sides together: what "by" or "of" leads from comes first, else what follows the figure. */
static void sum_up(struct figure *figure)
{
    struct view left = figure->left;
    const struct view *right = &figure->right;
    bool is_loose = !left.is_by && (left.is_noun_way || left.is_way_taken);

    if (right->thing != NO_ROLE && right->way == NO_WAY && is_loose)
        left.way = NO_WAY;
    if (right->way == TO_LESS && meanings[left.thing].is_more_better)
        left.thing = NO_ROLE;
    /* "2x faster and 3x smaller": the size is not the speed's. */
    if (right->way == TO_SMALLER && meanings[left.thing].kind == WHOLE)
        left.thing = NO_ROLE;
    /* "on slow disks, a 2x speedup": what is bad there is not the speedup. */
    if (meanings[right->thing].kind == WHOLE && !left.is_by && left.way == TO_WORSE)
        left.way = NO_WAY;
    bool is_left_first = left.is_by && !right->is_beside;
    figure->sense = is_left_first ? both(&left, right) : both(right, &left);
}

static bool is_vs_between(const struct cue *before, const struct cue *versus,
                          const struct cue *after)
{
    return before->role == PERCENT && versus->role == VERSUS && after->role == PERCENT &&
           is_beside(before, versus) && is_beside(versus, after);
}

/* "(41% vs. 40%)": each tells how much there is, and neither how much was gained. */
static bool is_level(const struct sentence *sentence, size_t figure)
{
    const struct cue *cue = &sentence->cues[figure];

    return (figure + 2 < sentence->count && is_vs_between(cue, cue + 1, cue + 2)) ||
           (figure >= 2 && is_vs_between(cue - 2, cue - 1, cue));
}

/* Why the figure's own words rule a gain out, before they are summed up; NULL where they do not. */
static const char *bar(const struct sentence *sentence, const struct figure *figure)
{
    if (is_level(sentence, figure->cue))
        return "it is one of two levels that are compared";
    if (figure->right.is_elsewhere)
        return "it is of something else";
    if (figure->right.thing == SQUEEZE && figure->left.is_at)
        return "it is the setting of a compressor";
    return NULL;
}

/* "with up to 2.3x under load": it says nothing itself, and what led up to it is not its own. */
static bool is_cut_off(const struct figure *figure)
{
    bool is_rate = meanings[figure->left.thing].is_more_better && figure->left.thing != WORTH;

    return figure->left.is_share && figure->unit == UNIT_TIMES && is_blank(&figure->right) &&
           !is_rate;
}

/* A better performance is one of speed only where the sentence speaks of speed. */
static bool is_of_quality(const struct sentence *sentence, const struct figure *figure)
{
    return figure->sense.thing == WORTH && !has_cue(sentence, 0, sentence->count, SPEEDING) &&
           !has_cue(sentence, 0, sentence->count, RATE);
}

/* The figure's own words are enough; else it waits for those of its fellows. */
static bool is_told(const struct figure *figure)
{
    const struct view *left = &figure->left, *right = &figure->right, *sense = &figure->sense;

    if (sense->thing == NO_ROLE)
        return false;
    if (sense->way != NO_WAY || meanings[sense->thing].kind == WHOLE)
        return true;
    if (figure->unit != UNIT_PERCENT && meanings[right->thing].is_more_better &&
        right->thing != WORTH)
        return true;
    return sense->thing == QUALITY && (right->thing != NO_ROLE || left->is_by);
}

static bool is_which(const struct sentence *sentence, const struct cue *cue)
{
    static const char which[] = "which";
    struct lap_str word = part_of(sentence->text, cue->span);

    return word.size == sizeof which - 1 && memcmp(word.bytes, which, word.size) == 0;
}

/* The quantity that ends at a comma, with how much of it there is: "a rate of 2 cuts/s,". */
static enum role before_comma(const struct sentence *sentence, size_t comma)
{
    const struct cue *cues = sentence->cues;
    size_t i = comma - 1;

    if (kind_of(&cues[i]) == QUANTITY && gap(&cues[i], &cues[comma]) == 0)
        return cues[i].role;
    if (i > 0 && sentence->text.bytes[cues[i].span.start] == '/')
        i--;
    bool is_told = i > 0 && cues[i].role == LINK && kind_of(&cues[i - 1]) == QUANTITY &&
                   gap(&cues[i - 1], &cues[i]) <= 1 && gap(&cues[i], &cues[comma]) <= 20;
    return is_told ? cues[i - 1].role : NO_ROLE;
}

/* "with 2M parameters, up to 8x fewer than Otter", "at a rate of 2 cuts/s, which is 3x higher than
 * Otter's": what is fewer or higher stands before the comma. */
static void look_over_comma(const struct sentence *sentence, struct figure *figure)
{
    const struct cue *cues = sentence->cues;
    size_t comma = figure->cue, after = figure->cue + 2;
    bool is_bare = after < sentence->count && cues[after].role == VERSUS &&
                   gap(&cues[after - 1], &cues[after]) <= 1 && figure->right.thing == NO_ROLE &&
                   figure->left.thing == NO_ROLE;

    while (comma > 0 && kind_of(&cues[comma - 1]) == HEDGE)
        comma--;
    if (comma > 0 && is_which(sentence, &cues[comma - 1]) &&
        gap(&cues[comma - 1], &cues[comma]) <= 4)
        comma--;
    if (!is_bare || comma < 2 || sentence->text.bytes[cues[--comma].span.start] != ',')
        return;
    enum role thing = before_comma(sentence, comma);
    enum way way = meanings[thing].is_more_better ? TO_MORE : TO_LESS;
    if (figure->right.way == way)
        figure->left.thing = thing;
}

static void weigh_plain(const struct sentence *sentence, struct figure *figure)
{
    look_over_comma(sentence, figure);
    figure->reason = bar(sentence, figure);
    if (figure->reason == NULL && is_cut_off(figure))
        return;
    if (figure->reason == NULL) {
        sum_up(figure);
        if (is_of_quality(sentence, figure))
            figure->reason = "it is a performance that may be one of quality";
    }
    if (figure->reason != NULL)
        figure->is_settled = true;
    else if (is_told(figure))
        settle(figure);
}

void weigh(const struct sentence *sentence, struct figure *figure)
{
    enum role role = sentence->cues[figure->cue].role;

    figure->right = look_right(sentence, figure->cue);
    bool is_passive = figure->right.way != NO_WAY || meanings[role].way != NO_WAY;
    figure->left = look_left(sentence, figure->cue, is_passive);
    if (role == CHANGE)
        weigh_change(figure);
    else if (role == SHRINKING || role == GROWING)
        weigh_worded(sentence, figure);
    else
        weigh_plain(sentence, figure);
}

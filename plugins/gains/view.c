/* SPDX-License-Identifier: MIT */
/*
 * Reads the cues away from a figure until the phrase that it stands in ends.
 */
#include "view.h"

#include <string.h>

/* "energy efficiency", "memory cost": in a compound the last noun says what it is, but a cost or
 * an efficiency is one of what stands before it, and "throughput per watt" is one of energy. */
static void compound(struct view *view, enum role first, enum role last)
{
    bool is_per_watt = last == POWER && meanings[first].is_more_better;

    view->thing = is_per_watt ? EFFICIENCY : last;
    if (is_per_watt)
        view->of = POWER;
    else if (last == EFFICIENCY)
        view->of = first;
    else if (last == COST && first != QUALITY)
        view->thing = first;
}

/* "throughput improvement", "memory savings": the way that follows a quantity is a noun. */
static bool is_noun(enum role role)
{
    return role == DOWN_NOUN || role == UP_NOUN || role == GOOD_NOUN;
}

/* "latency speedup" is a speedup, but "token compression" saves tokens. What a compression is of
 * may follow: "compression of the tokens". */
static bool take_right_whole(const struct cue *cue, struct view *view, bool is_far)
{
    bool is_compound = kind_of(cue - 1) == QUANTITY && gap(cue - 1, cue) <= 16;

    if (cue->role == SQUEEZE && view->way == NO_WAY)
        view->way = TO_LESS;
    if (is_compound ? cue->role != SQUEEZE : view->thing == NO_ROLE && !is_far)
        view->thing = cue->role;
    return view->thing == SQUEEZE;
}

/* "a 3x reduction on data transfer": "on" stands for "in". */
static bool is_on_quantity(const struct sentence *sentence, size_t i)
{
    const struct cue *cue = &sentence->cues[i];

    return cue->role == ASIDE && is_noun(cue[-1].role) && gap(&cue[-1], cue) <= 1 &&
           (sentence->text.bytes[cue->span.start] | 0x20) == 'o' && i + 1 < sentence->count &&
           kind_of(&cue[1]) == QUANTITY && gap(cue, &cue[1]) <= 16;
}

/* "a 40% parameter and FLOPs reduction": the noun behind a list, whose "and" is the cue at i, says
 * the way of all of it; NO_WAY where none stands there. */
static enum way way_of_list(const struct sentence *sentence, size_t i)
{
    const struct cue *cues = sentence->cues;

    while (i + 1 < sentence->count && cues[i].role == AND && gap(&cues[i - 1], &cues[i]) <= 1 &&
           (cues[i + 1].role == AND || kind_of(&cues[i + 1]) == QUANTITY) &&
           gap(&cues[i], &cues[i + 1]) <= 16)
        for (i++; i < sentence->count && kind_of(&cues[i]) == QUANTITY;)
            i++;
    bool is_told = i < sentence->count && is_noun(cues[i].role) &&
                   kind_of(&cues[i - 1]) == QUANTITY && gap(&cues[i - 1], &cues[i]) <= 1;
    return is_told ? meanings[cues[i].role].way : NO_WAY;
}

/* Takes the cue at i into the view of a figure's right side; false where the view ends with it. */
static bool take_right(const struct sentence *sentence, size_t i, struct view *view, bool *is_far)
{
    const struct cue *cue = &sentence->cues[i];
    const struct cue *before = cue - 1;
    bool is_linked = before->role == LINK;
    bool is_open = view->thing == NO_ROLE;

    switch (kind_of(cue)) {
    case WHOLE:
        return take_right_whole(cue, view, *is_far);
    case QUANTITY:
        if (*is_far && !is_linked)
            return true;
        if (is_open || (view->thing == SQUEEZE && is_linked))
            view->thing = cue->role;
        else if (kind_of(before) == QUANTITY && gap(before, cue) <= 16)
            compound(view, view->thing, cue->role);
        else
            return false;
        return true;
    case WAY:
        if (view->way == NO_WAY && (is_open || is_noun(cue->role)) && !*is_far)
            view->way = meanings[cue->role].way;
        else if (view->way == NO_WAY)
            return false;
        return is_open;
    case HEDGE:
        return true;
    default:
        break;
    }
    if (cue->role == VERSUS && is_open && view->way != NO_WAY)
        *is_far = true;
    if (cue->role == AND && kind_of(before) == QUANTITY && view->way == NO_WAY && !*is_far)
        view->way = way_of_list(sentence, i);
    if (cue->role == AND && kind_of(before) == QUANTITY && i + 1 < sentence->count &&
        kind_of(&cue[1]) == QUANTITY && gap(cue, &cue[1]) <= 16)
        view->second = cue[1].role;
    return *is_far ? cue->role != STOP : cue->role == LINK || is_on_quantity(sentence, i);
}

/* The way that first stands behind cue i is that of a thing which no cue names: "40x larger
 * codebooks", "a 30% reduction in crime". */
static bool is_of_the_unnamed(const struct sentence *sentence, size_t i)
{
    while (i + 1 < sentence->count && kind_of(&sentence->cues[i]) != WAY)
        i++;
    const struct cue *way = &sentence->cues[i];
    bool is_last = i + 1 == sentence->count;
    if (is_noun(way->role))
        return !is_last && way[1].role == LINK && gap(way, &way[1]) <= 1;
    return (is_last ? sentence->span.end : way[1].span.start) > way->span.end + 2;
}

/* "as fast", "as much". */
static bool begins_with_as(struct lap_str text, struct lap_span span)
{
    return span.end - span.start > 3 && memcmp(text.bytes + span.start, "as ", 3) == 0;
}

struct view look_right(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    struct view view = blank_view;
    bool is_far = false;

    for (size_t i = figure + 1; i < sentence->count; i++) {
        if (kind_of(&cues[i]) == FIGURE || gap(&cues[i - 1], &cues[i]) > 60)
            break;
        if (i == figure + 1) {
            view.is_of = cues[i].role == LINK && is_beside(&cues[figure], &cues[i]) &&
                         sentence->text.bytes[cues[i].span.start] == 'o';
            view.is_beside = is_beside(&cues[figure], &cues[i]) && kind_of(&cues[i]) != GLUE;
            view.is_as = view.is_beside && begins_with_as(sentence->text, cues[i].span);
        }
        if (!take_right(sentence, i, &view, &is_far))
            break;
    }
    view.is_elsewhere =
        view.thing == NO_ROLE && view.way != NO_WAY && is_of_the_unnamed(sentence, figure + 1);
    return view;
}

/* Takes a quantity into the view of a figure's left side, which is read backwards: of several the
 * one that is named first counts, of a compound the last. */
static void take_left_quantity(const struct cue *cue, const struct cue *after, struct view *view,
                               bool is_passive)
{
    if (view->thing == NO_ROLE) {
        view->thing = view->nearest = cue->role;
        return;
    }
    if (kind_of(after) == QUANTITY && gap(cue, after) <= 16) {
        enum role last = view->thing;
        compound(view, cue->role, last);
        return;
    }
    bool is_listed = after->role == AND && gap(cue, after) <= 1 && kind_of(after + 1) == QUANTITY &&
                     gap(after, after + 1) <= 16;
    bool is_head = after->role == LINK && gap(cue, after) <= 1;
    if ((cue->role == WORTH && after->role != ASIDE) || (is_passive && !is_listed && !is_head))
        return;
    view->second = is_listed ? view->thing : NO_ROLE;
    view->thing = cue->role;
}

/* "at a compression ratio of 8x": what a compressor is set to. */
static bool is_set(const struct sentence *sentence, const struct cue *cue)
{
    return cue > sentence->cues && cue[-1].role == SHARE && gap(&cue[-1], cue) <= 3 &&
           (sentence->text.bytes[cue[-1].span.start] | 0x20) == 'a';
}

/* "the compression modules (25%": the figure is not of the compression; that of "it compresses
 * pictures (8x" is. */
static bool is_of_modules(const struct sentence *sentence, const struct cue *cue)
{
    size_t size = gap(cue, cue + 1);
    const char *end = sentence->text.bytes + cue->span.end;

    return end[-1] == 'n' && kind_of(cue + 1) == FIGURE && size > 2 &&
           memchr(end + 2, '(', size - 2) != NULL;
}

/* "accelerates memory access by 3x" is a speedup; "a length compression of 18%" is one of length.
 */
static void take_left_whole(const struct sentence *sentence, const struct cue *cue,
                            struct view *view)
{
    if (view->thing == QUALITY || (view->thing != NO_ROLE && view->way != NO_WAY))
        return;
    if (cue->role != SQUEEZE) {
        view->thing = cue->role;
    } else if (is_set(sentence, cue) || is_of_modules(sentence, cue)) {
        return;
    } else if (view->is_by || view->is_share || kind_of(cue + 1) == FIGURE) {
        bool is_compound =
            cue > sentence->cues && kind_of(cue - 1) == QUANTITY && gap(cue - 1, cue) <= 1;
        if (view->thing == NO_ROLE || is_compound)
            view->thing = is_compound ? cue[-1].role : SQUEEZE;
        view->way = TO_LESS;
    }
}

/* "better data reduce overfitting by 14%": no cue names what is reduced, and it is not the data.
 * "Steps are reduced further by 14%" and "steps fall sharply by 14%" have no object. */
static bool is_of_its_object(const struct sentence *sentence, const struct cue *verb)
{
    const char *end = sentence->text.bytes + verb[1].span.start;
    bool is_participle = sentence->text.bytes[verb->span.end - 1] == 'd';
    bool is_adverb = gap(verb, verb + 1) > 3 && memcmp(end - 3, "ly ", 3) == 0;

    return verb->role == DOWN && gap(verb, verb + 1) > 1 && !is_participle && !is_adverb;
}

/* "outperforms the cache library Otter by 3x": what stands there is a rival's, and not what is
 * gained. "in memory" and "the memory of Otter" tell that. */
static bool is_of_its_rival(const struct cue *outdo)
{
    const struct cue *cue = outdo + 1;

    while (kind_of(cue) != QUANTITY && kind_of(cue) != FIGURE && cue->role != LINK)
        cue++;
    return kind_of(cue) == QUANTITY && !meanings[cue->role].is_more_better &&
           cue->role != QUALITY && cue[1].role != LINK;
}

/* "cuts calls of larger models by 3x": a comparative of a noun that no cue names. */
static bool is_attribute(const struct sentence *sentence, const struct cue *cue)
{
    const char *bytes = sentence->text.bytes;

    return cue->role == BAD && gap(cue, cue + 1) > 1 && (bytes[cue->span.start] | 0x20) != 's' &&
           memcmp(bytes + cue->span.end - 2, "er", 2) == 0;
}

static bool take_left(const struct sentence *sentence, const struct cue *cue, struct view *view,
                      bool *is_passive)
{
    switch (kind_of(cue)) {
    case WHOLE:
        take_left_whole(sentence, cue, view);
        return false;
    case QUANTITY:
        take_left_quantity(cue, cue + 1, view, *is_passive);
        return true;
    case WAY:
        if (is_attribute(sentence, cue))
            return true;
        if (view->way != NO_WAY)
            return view->thing == NO_ROLE;
        view->way = meanings[cue->role].way;
        view->is_noun_way = is_noun(cue->role);
        view->is_way_taken = view->thing != NO_ROLE;
        *is_passive = true;
        if (view->thing == NO_ROLE && view->is_by && is_of_its_object(sentence, cue))
            return false;
        if (cue->role == OUTDO && is_of_its_rival(cue))
            view->thing = NO_ROLE;
        return view->thing == NO_ROLE && cue->role != TAKING && cue->role != OUTDO;
    default:
        break;
    }
    if (cue->role == SHARE)
        return view->thing == NO_ROLE;
    if (cue->role == VERSUS && !view->is_by)
        view->thing = NO_ROLE;
    bool is_turn = cue->role == AND && *is_passive && view->thing == NO_ROLE;
    return cue->role != STOP && (!is_turn || kind_of(cue + 1) == FIGURE);
}

/* What leads to the figure: "by", "of", or the words of a share, hedges passed over. */
static void look_before(const struct sentence *sentence, size_t figure, struct view *view)
{
    size_t i = figure;

    while (i > 0 && kind_of(&sentence->cues[i - 1]) == HEDGE)
        i--;
    if (i == 0 || gap(&sentence->cues[i - 1], &sentence->cues[i]) > 9)
        return;
    enum role role = sentence->cues[i - 1].role;
    view->is_by = role == BY || role == LINK;
    view->is_linked = role == LINK;
    view->is_share = role == SHARE;
    view->is_at =
        (role == SHARE || role == ASIDE) && gap(&sentence->cues[i - 1], &sentence->cues[i]) <= 3;
}

/* "a precision of 86%", which no list of things leads to: the figure is the quality's alone. */
static bool is_of_quality_alone(const struct sentence *sentence, size_t i, size_t figure)
{
    const struct cue *cue = &sentence->cues[i];
    bool is_listed = i > 0 && cue[-1].role == AND && gap(&cue[-1], cue) <= 1;

    return cue->role == QUALITY && i + 2 == figure && cue[1].role == LINK &&
           gap(cue, &cue[1]) <= 1 && !is_listed;
}

struct view look_left(const struct sentence *sentence, size_t figure, bool is_passive)
{
    struct view view = blank_view;

    look_before(sentence, figure, &view);
    for (size_t i = figure; i-- > 0;) {
        const struct cue *cue = &sentence->cues[i];
        if (kind_of(cue) == FIGURE || !take_left(sentence, cue, &view, &is_passive) ||
            is_of_quality_alone(sentence, i, figure))
            break;
    }
    if (view.way == NO_WAY && meanings[view.thing].kind == QUANTITY && !is_passive)
        view.thing = view.nearest;
    return view;
}

struct view both(const struct view *first, const struct view *second)
{
    struct view view = *first;

    if (view.thing == NO_ROLE) {
        view.thing = second->thing;
        view.of = second->of;
    }
    if (view.way == NO_WAY)
        view.way = second->way;
    return view;
}

bool is_blank(const struct view *view)
{
    return view->thing == NO_ROLE && view->way == NO_WAY;
}

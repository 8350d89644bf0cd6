/* SPDX-License-Identifier: MIT */
/*
 * Weighs figures of gain: decides from the words of its sentence what each figure is about, which
 * way it goes and whether it is a gain at all. Serves speedups and savings.
 */
#include <lapidary/plugin.h>

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* ---- What the words of a sentence are ---- */

enum role {
    TIMES,
    FACTOR,
    PERCENT,
    ORDERS,
    SHRINKING,
    GROWING,
    CHANGE,
    SPEEDING,
    SQUEEZE,
    CHEAP,
    TIME,
    RATE,
    STORE,
    POWER,
    WORK,
    COUNT,
    COST,
    EFFICIENCY,
    WORTH,
    QUALITY,
    DOWN,
    DOWN_NOUN,
    TAKING,
    SMALLER,
    UP,
    UP_NOUN,
    GOOD,
    GOOD_NOUN,
    OUTDO,
    BAD,
    BY,
    SHARE,
    LINK,
    ASIDE,
    AND,
    STOP,
    VERSUS,
    RESPECTIVELY,
    UPTO,
    ATLEAST,
    ABOUT,
    MEAN,
    MOST,
    NO_ROLE
};

static const char *const roles[] = {
    "times",     "factor",  "percent",      "orders",     "shrinking", "growing", "change",
    "speed",     "squeeze", "cheap",        "time",       "rate",      "memory",  "energy",
    "compute",   "count",   "cost",         "efficiency", "worth",     "quality", "down",
    "down_noun", "taking",  "smaller",      "up",         "up_noun",   "good",    "good_noun",
    "outdo",     "bad",     "by",           "share",      "link",      "aside",   "and",
    "stop",      "versus",  "respectively", "upto",       "atleast",   "about",   "mean",
    "most",      NULL};

enum capture { VALUE, LOW, POWER_OF_TEN, FROM, FROM_UNIT, TO, TO_UNIT };
static const char *const captures[] = {"value",     "low", "power",   "from",
                                       "from_unit", "to",  "to_unit", NULL};

enum metric { NO_METRIC, SPEED, MEMORY, ENERGY, COMPUTE };
static const char *const metric_names[] = {NULL, "speed", "memory", "energy", "compute"};

enum unit { UNIT_TIMES, UNIT_PERCENT, UNIT_ORDERS };
static const char *const unit_names[] = {"x", "%", "oom"};

enum way { NO_WAY, TO_LESS, TO_MORE, TO_BETTER, TO_WORSE, TO_SMALLER };

/* FIGURE: what is weighed. WHOLE: says by itself that something is gained. QUANTITY: what may be
 * gained in. WAY: whether there is less or more of it. HEDGE: bounds a figure. GLUE: what holds the
 * sentence together, all else. */
enum kind { GLUE, FIGURE, WHOLE, QUANTITY, WAY, HEDGE };

struct meaning {
    enum kind kind;
    enum metric metric;
    bool is_more_better;
    enum way way;
    const char *bound;
};

static const struct meaning meanings[NO_ROLE + 1] = {
    [TIMES] = {.kind = FIGURE},
    [FACTOR] = {.kind = FIGURE},
    [PERCENT] = {.kind = FIGURE},
    [ORDERS] = {.kind = FIGURE},
    [SHRINKING] = {.kind = FIGURE, .way = TO_LESS},
    [GROWING] = {.kind = FIGURE, .way = TO_MORE},
    [CHANGE] = {.kind = FIGURE},
    [SPEEDING] = {.kind = WHOLE, .metric = SPEED, .is_more_better = true, .way = TO_MORE},
    [SQUEEZE] = {.kind = WHOLE, .metric = MEMORY, .way = TO_LESS},
    [CHEAP] = {.kind = WHOLE, .metric = COMPUTE, .way = TO_LESS},
    [TIME] = {.kind = QUANTITY, .metric = SPEED},
    [RATE] = {.kind = QUANTITY, .metric = SPEED, .is_more_better = true},
    [STORE] = {.kind = QUANTITY, .metric = MEMORY},
    [POWER] = {.kind = QUANTITY, .metric = ENERGY},
    [WORK] = {.kind = QUANTITY, .metric = COMPUTE},
    [COUNT] = {.kind = QUANTITY, .metric = COMPUTE},
    [COST] = {.kind = QUANTITY, .metric = COMPUTE},
    [EFFICIENCY] = {.kind = QUANTITY, .metric = COMPUTE, .is_more_better = true},
    [WORTH] = {.kind = QUANTITY, .metric = SPEED, .is_more_better = true},
    [QUALITY] = {.kind = QUANTITY},
    [DOWN] = {.kind = WAY, .way = TO_LESS},
    [DOWN_NOUN] = {.kind = WAY, .way = TO_LESS},
    [TAKING] = {.kind = WAY, .way = TO_LESS},
    [SMALLER] = {.kind = WAY, .way = TO_SMALLER},
    [UP] = {.kind = WAY, .way = TO_MORE},
    [UP_NOUN] = {.kind = WAY, .way = TO_MORE},
    [GOOD] = {.kind = WAY, .way = TO_BETTER},
    [GOOD_NOUN] = {.kind = WAY, .way = TO_BETTER},
    [OUTDO] = {.kind = WAY, .way = TO_BETTER},
    [BAD] = {.kind = WAY, .way = TO_WORSE},
    [UPTO] = {.kind = HEDGE, .bound = "upto"},
    [ATLEAST] = {.kind = HEDGE, .bound = "atleast"},
    [ABOUT] = {.kind = HEDGE, .bound = "about"},
    [MEAN] = {.kind = HEDGE, .bound = "about"},
    [MOST] = {.kind = HEDGE, .bound = "upto"},
};

struct cue {
    enum role role;
    struct lap_span span;
    const struct lap_match *match;
};

struct sentence {
    struct lap_str text; /* of the whole field */
    struct lap_span span;
    struct cue *cues; /* in the order of the text, none overlapping another */
    size_t count;
};

/* What stands on one side of a figure. */
struct view {
    enum role thing;   /* the quantity or the word that says it all; NO_ROLE where there is none */
    enum role nearest; /* the quantity that stands nearest on the left */
    enum role of;      /* what an efficiency is of */
    enum role second;  /* of two quantities the one that is named second: "time and memory" */
    enum way way;
    bool is_way_taken; /* the way is the left thing's own: "lower latency at 2x" */
    bool is_noun_way;  /* a noun says the way: "reduction" */
    bool is_of;        /* "of" follows the figure */
    bool is_beside;    /* nothing stands between it and the figure */
    bool is_by;        /* "by" or "of" leads to the figure */
    bool is_at;        /* a word of a share, "for" or "under" leads to it */
    bool is_share;     /* "to", "only", "with" leads to it */
    bool is_elsewhere; /* the way is of a thing that no cue names: "40x larger codebooks" */
};

struct figure {
    size_t cue;
    enum unit unit;
    double value;
    double low;
    bool has_low;
    struct view left;
    struct view right;
    struct view sense; /* what was made of both */
    enum metric metric;
    bool is_settled;
    const char *bound;
    struct lap_span baseline;
    const char *reason; /* why it is no gain */
};

static enum kind kind_of(const struct cue *cue)
{
    return meanings[cue->role].kind;
}

static size_t gap(const struct cue *before, const struct cue *after)
{
    return after->span.start - before->span.end;
}

static bool has_cue(const struct sentence *sentence, size_t from, size_t to, enum role role)
{
    for (size_t i = from; i < to; i++)
        if (sentence->cues[i].role == role)
            return true;
    return false;
}

/* ---- What a figure says ---- */

static const struct worded {
    const char *stem;
    double value;
} worded[] = {{"order", 1},  {"hal", 2},         {"twi", 2},          {"thri", 3},    {"doubl", 2},
              {"tripl", 3},  {"quadrupl", 4},    {"third", 3},        {"quarter", 4}, {"fourth", 4},
              {"fifth", 5},  {"sixth", 6},       {"seventh", 7},      {"eighth", 8},  {"ninth", 9},
              {"tenth", 10}, {"hundredth", 100}, {"thousandth", 1000}};

static const struct measure {
    const char *name;
    enum role thing;
    double scale;
} measures[] = {{"GPU hour", WORK, 3600},
                {"GPU-hour", WORK, 3600},
                {"GPU day", WORK, 86400},
                {"GPU-day", WORK, 86400},
                {"nanosecond", TIME, 1e-9},
                {"ns", TIME, 1e-9},
                {"microsecond", TIME, 1e-6},
                {"us", TIME, 1e-6},
                {"µs", TIME, 1e-6},
                {"μs", TIME, 1e-6},
                {"millisecond", TIME, 1e-3},
                {"ms", TIME, 1e-3},
                {"msec", TIME, 1e-3},
                {"second", TIME, 1},
                {"sec", TIME, 1},
                {"s", TIME, 1},
                {"minute", TIME, 60},
                {"min", TIME, 60},
                {"hour", TIME, 3600},
                {"hr", TIME, 3600},
                {"h", TIME, 3600},
                {"day", TIME, 86400},
                {"week", TIME, 604800},
                {"month", TIME, 2629746},
                {"year", TIME, 31556952},
                {"fps", RATE, 1},
                {"frames per second", RATE, 1},
                {"byte", STORE, 1},
                {"kb", STORE, 1e3},
                {"mb", STORE, 1e6},
                {"gb", STORE, 1e9},
                {"tb", STORE, 1e12},
                {"kilobyte", STORE, 1e3},
                {"megabyte", STORE, 1e6},
                {"gigabyte", STORE, 1e9},
                {"terabyte", STORE, 1e12},
                {"kib", STORE, 1024},
                {"mib", STORE, 1048576},
                {"gib", STORE, 1073741824},
                {"mflop", WORK, 1e6},
                {"gflop", WORK, 1e9},
                {"tflop", WORK, 1e12},
                {"pflop", WORK, 1e15},
                {"mj", POWER, 1e-3},
                {"j", POWER, 1},
                {"joule", POWER, 1},
                {"mw", POWER, 1e-3},
                {"w", POWER, 1},
                {"kw", POWER, 1e3},
                {"watt", POWER, 1}};

static struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

static bool is_captured(const struct cue *cue, enum capture capture)
{
    return lap_is_captured(cue->match->captures[capture]);
}

static struct lap_str captured(struct lap_str text, const struct cue *cue, enum capture capture)
{
    return part_of(text, cue->match->captures[capture]);
}

static double power_of_ten(int exponent)
{
    double power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* The number of words that host->number does not know: "twice", "a", "third"; 0 where it is none.
 */
static double worded_number(struct lap_str text)
{
    for (size_t i = 0; i < sizeof worded / sizeof *worded; i++) {
        size_t size = strlen(worded[i].stem);
        if (text.size >= size && strncasecmp(text.bytes, worded[i].stem, size) == 0)
            return worded[i].value;
    }
    return text.size <= 2 && (text.bytes[0] == 'a' || text.bytes[0] == 'A') ? 1 : 0;
}

static bool read_number(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                        double *number)
{
    if (host->number(call, text, number))
        return true;
    *number = worded_number(text);
    return *number > 0;
}

static const struct measure *measure_of(struct lap_str text)
{
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        const char *name = measures[i].name;
        size_t size = strlen(name);
        bool is_plural = size > 1 && text.size == size + 1 && text.bytes[size] == 's';
        if ((text.size == size || is_plural) && strncasecmp(text.bytes, name, size) == 0)
            return &measures[i];
    }
    return NULL;
}

/* "from 2.3 s to 0.4 s": the ratio of the greater to the smaller, and which way it went. */
static bool read_change(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                        const struct cue *cue, struct figure *figure)
{
    const struct measure *to = measure_of(captured(text, cue, TO_UNIT));
    const struct measure *from =
        is_captured(cue, FROM_UNIT) ? measure_of(captured(text, cue, FROM_UNIT)) : to;
    double before = 0, after = 0;
    if (from == NULL || to == NULL || from->thing != to->thing ||
        !host->number(call, captured(text, cue, FROM), &before) ||
        !host->number(call, captured(text, cue, TO), &after))
        return false;
    before *= from->scale;
    after *= to->scale;
    if (before <= 0 || after <= 0)
        return false;
    figure->value = before > after ? before / after : after / before;
    figure->sense.thing = to->thing;
    figure->sense.way = before > after ? TO_LESS : TO_MORE;
    return true;
}

static bool read_figure(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                        const struct cue *cue, struct figure *figure)
{
    figure->unit = cue->role == PERCENT  ? UNIT_PERCENT
                   : cue->role == ORDERS ? UNIT_ORDERS
                                         : UNIT_TIMES;
    if (cue->role == CHANGE)
        return read_change(host, call, text, cue, figure);
    if (is_captured(cue, POWER_OF_TEN)) {
        double exponent = 0;
        if (!host->number(call, captured(text, cue, POWER_OF_TEN), &exponent))
            return false;
        figure->value = power_of_ten((int)exponent);
        return true;
    }
    if (!read_number(host, call, captured(text, cue, VALUE), &figure->value))
        return false;
    figure->has_low =
        is_captured(cue, LOW) && read_number(host, call, captured(text, cue, LOW), &figure->low);
    return true;
}

/* ---- What stands around a figure ---- */

static bool is_beside(const struct cue *before, const struct cue *after)
{
    return gap(before, after) <= 1;
}

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
    return *is_far ? cue->role != STOP : cue->role == LINK;
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

static struct view look_right(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    struct view view = {.thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE};
    bool is_far = false;
    for (size_t i = figure + 1; i < sentence->count; i++) {
        if (kind_of(&cues[i]) == FIGURE || gap(&cues[i - 1], &cues[i]) > 60)
            break;
        if (i == figure + 1) {
            view.is_of = cues[i].role == LINK && is_beside(&cues[figure], &cues[i]) &&
                         sentence->text.bytes[cues[i].span.start] == 'o';
            view.is_beside = is_beside(&cues[figure], &cues[i]) && kind_of(&cues[i]) != GLUE;
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

/* "accelerates memory access by 3x" is a speedup; "a length compression of 18%" is one of length.
 */
static void take_left_whole(const struct sentence *sentence, const struct cue *cue,
                            struct view *view)
{
    if (view->thing == QUALITY || (view->thing != NO_ROLE && view->way != NO_WAY))
        return;
    if (cue->role != SQUEEZE) {
        view->thing = cue->role;
    } else if (view->is_by || view->is_share || kind_of(cue + 1) == FIGURE) {
        bool is_compound =
            cue > sentence->cues && kind_of(cue - 1) == QUANTITY && gap(cue - 1, cue) <= 1;
        if (view->thing == NO_ROLE || is_compound)
            view->thing = is_compound ? cue[-1].role : SQUEEZE;
        view->way = TO_LESS;
    }
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
        if (view->way != NO_WAY)
            return view->thing == NO_ROLE;
        view->way = meanings[cue->role].way;
        view->is_noun_way = is_noun(cue->role);
        view->is_way_taken = view->thing != NO_ROLE;
        *is_passive = true;
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
    view->is_share = role == SHARE;
    view->is_at = role == SHARE || role == ASIDE;
}

static struct view look_left(const struct sentence *sentence, size_t figure, bool is_passive)
{
    struct view view = {.thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE};
    look_before(sentence, figure, &view);
    for (size_t i = figure; i-- > 0;) {
        const struct cue *cue = &sentence->cues[i];
        if (kind_of(cue) == FIGURE || !take_left(sentence, cue, &view, &is_passive))
            break;
    }
    if (view.way == NO_WAY && meanings[view.thing].kind == QUANTITY && !is_passive)
        view.thing = view.nearest;
    return view;
}

/* ---- What a figure is about ---- */

static struct view both(const struct view *first, const struct view *second)
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

static bool is_blank(const struct view *view)
{
    return view->thing == NO_ROLE && view->way == NO_WAY;
}

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
    if (figure->unit == UNIT_PERCENT && figure->right.is_of && !figure->has_low &&
        (figure->left.is_by || figure->left.way == NO_WAY || figure->left.is_way_taken ||
         figure->right.thing == NO_ROLE))
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
    if (figure->unit == UNIT_PERCENT && sense->way == TO_LESS && figure->value >= 100)
        return "nothing falls by more than all of it";
    if (figure->unit == UNIT_TIMES && figure->value < 1)
        return "a ratio below one is a share";
    if (!is_way_of_gain(sense, figure->unit))
        return "it does not say that less is used or more is done";
    return NULL;
}

static void settle(struct figure *figure)
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
    figure->sense = right->thing != NO_ROLE ? *right : *left;
    bool is_halved = (sentence->text.bytes[cue->span.start + 3] | 0x20) == 'v';
    if (cue->role == SHRINKING && right->thing == NO_ROLE && left->way != TO_LESS && !is_halved)
        figure->sense.thing = NO_ROLE;
    figure->sense.way = meanings[cue->role].way;
    figure->is_settled = true;
    bool is_part = figure->sense.thing == COUNT && cue->role == SHRINKING;
    bool is_as_many = right->is_beside && right->way != NO_WAY;
    if (is_part && !left->is_share && left->way != TO_LESS && !is_as_many)
        figure->reason = "a part of a set is no saving";
    else if (cue->role == SHRINKING && figure->sense.thing == SPEEDING)
        figure->reason = "half as fast is no gain";
    else if (figure->sense.thing == NO_ROLE || figure->sense.thing == WORTH)
        figure->reason = "nothing says what it is of";
    else
        settle(figure);
}

/* "from 2.3 s to 0.4 s": the measure says what it is about. */
static void weigh_change(struct figure *figure)
{
    bool is_told = figure->left.way != NO_WAY ||
                   (figure->left.thing != NO_ROLE && figure->left.thing != QUALITY);
    settle(figure);
    if (figure->reason == NULL && !is_told) {
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
    bool is_left_first = left.is_by && !right->is_beside;
    figure->sense = is_left_first ? both(&left, right) : both(right, &left);
}

/* Why the figure's own words rule a gain out, before they are summed up; NULL where they do not. */
static const char *bar(const struct figure *figure)
{
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

static void weigh_plain(const struct sentence *sentence, struct figure *figure)
{
    figure->reason = bar(figure);
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

static void weigh(const struct sentence *sentence, struct figure *figure)
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

/* ---- Figures of a list ---- */

/* Nothing but commas, "and" and hedges stands between: "1.6x, 3.0x and up to 162x". */
static bool is_chained(const struct sentence *sentence, size_t from, size_t to)
{
    const struct cue *cues = sentence->cues;
    for (size_t i = from + 1; i <= to; i++) {
        if (gap(&cues[i - 1], &cues[i]) > 2)
            return false;
        if (i < to && cues[i].role != AND && kind_of(&cues[i]) != HEDGE)
            return false;
    }
    return true;
}

/* An "and" or another figure leads to this one: "17x for GPU and 35x for CPU", "an order of
 * magnitude (23.9x)". */
static bool is_joined(const struct sentence *sentence, size_t figure)
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

/* What another figure says, but the second of "time and memory fall by 3x and 2x, respectively". */
static void copy_sense(const struct sentence *sentence, struct figure *figure,
                       const struct figure *other)
{
    bool is_paired = figure->cue > other->cue && other->left.second != NO_ROLE &&
                     has_cue(sentence, figure->cue, sentence->count, RESPECTIVELY);
    figure->sense = other->sense;
    if (is_paired)
        figure->sense.thing = other->left.second;
    settle(figure);
}

/* Fills what a figure's own words leave open from the figure before it. */
static void follow(const struct sentence *sentence, struct figure *figure,
                   const struct figure *before)
{
    if (has_cue(sentence, before->cue, figure->cue, STOP))
        return;
    bool is_led = figure->left.is_by || figure->left.way != NO_WAY;
    if (is_blank(&figure->sense) || (is_blank(&figure->right) && !is_led)) {
        bool is_same = figure->unit == before->unit || figure->cue == before->cue + 1;
        if (is_same && is_joined(sentence, figure->cue))
            copy_sense(sentence, figure, before);
        return;
    }
    bool is_other = figure->right.thing != NO_ROLE && !is_joined(sentence, figure->cue);
    bool is_contrary = figure->sense.way == TO_LESS && meanings[before->sense.thing].is_more_better;
    if (!is_other && !is_contrary)
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

/* Figures that say nothing themselves take what the one behind them says: "1.6x, 3.0x, 162x
 * speedup". */
static void lean_on_next(const struct sentence *sentence, struct figure *figures, size_t count)
{
    for (size_t k = count; k-- > 1;) {
        struct figure *figure = &figures[k - 1], *next = &figures[k];
        if (!next->is_settled || figure->unit != next->unit)
            continue;
        if (is_blank(&figure->right) && !figure->left.is_by &&
            is_chained(sentence, figure->cue, next->cue)) {
            copy_sense(sentence, figure, next);
        } else if (!figure->is_settled && leans_on(sentence, figure, next)) {
            figure->sense.way = meanings[figure->sense.thing].is_more_better ? TO_MORE : TO_LESS;
            settle(figure);
        }
    }
}

/* What the record says so far: the gain told last, and whether speed is spoken of. */
struct context {
    struct view last;
    bool speaks_of_speed;
};

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

/* ---- How a figure is hedged, and what it is compared with ---- */

/* The hedge right before the figure, else one that governs its clause: "an average speedup of 3x",
 * "3x faster on average". */
static const char *own_bound(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    for (size_t i = figure; i-- > 0 && cues[i].role != STOP && kind_of(&cues[i]) != FIGURE;) {
        bool is_near = gap(&cues[i], &cues[figure]) <= 12;
        if (kind_of(&cues[i]) == HEDGE && (is_near || cues[i].role == MEAN || cues[i].role == MOST))
            return meanings[cues[i].role].bound;
    }
    for (size_t i = figure + 1; i < sentence->count && kind_of(&cues[i]) != FIGURE; i++) {
        if (cues[i].role == STOP)
            break;
        if (cues[i].role == MEAN || cues[i].role == MOST)
            return meanings[cues[i].role].bound;
    }
    return NULL;
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

static void bind(const struct sentence *sentence, struct figure *figures, size_t count)
{
    bool is_on_average = sentence->count > 0 && sentence->cues[0].role == MEAN;
    size_t pair = hedge_pair(sentence);
    size_t paired = 0;
    for (size_t k = 0; k < count; k++) {
        if (figures[k].cue > pair) {
            figures[k].bound = meanings[sentence->cues[pair + 2 * (paired++ % 2)].role].bound;
            continue;
        }
        figures[k].bound = own_bound(sentence, figures[k].cue);
        if (figures[k].bound != NULL)
            continue;
        if (k > 0 && is_chained(sentence, figures[k - 1].cue, figures[k].cue))
            figures[k].bound = figures[k - 1].bound;
        else if (is_on_average)
            figures[k].bound = "about";
    }
}

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

/* Whether what the figure is compared with ends where cue i begins. */
static bool ends_baseline(const struct sentence *sentence, size_t i)
{
    const struct cue *cue = &sentence->cues[i];
    switch (cue->role) {
    case LINK:
        return sentence->text.bytes[cue->span.start] != 'o';
    case AND:
        return !is_name_behind(sentence, i);
    case STOP:
    case ASIDE:
    case SHARE:
    case BY:
    case RESPECTIVELY:
        return true;
    default:
        return kind_of(cue) == FIGURE || kind_of(cue) == HEDGE;
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
    while (i < sentence->count && !ends_baseline(sentence, i))
        i++;
    struct lap_span span = {sentence->cues[versus].span.end, i < sentence->count
                                                                 ? sentence->cues[i].span.start
                                                                 : sentence->span.end};
    for (size_t at = span.start; at + 1 < span.end; at++)
        if (bytes[at] == '(' || (bytes[at] == '.' && bytes[at + 1] == ' '))
            span.end = at;
    while (span.end > span.start && strchr(" .-)", bytes[span.end - 1]) != NULL)
        span.end--;
    while (span.start < span.end && bytes[span.start] == ' ')
        span.start++;
    if (span.end > span.start && !is_letter(bytes[span.start]))
        span.end = span.start;
    return span;
}

/* "Compared to X, it is 3x faster" and "it outperforms X by 3x" name it before the figure. */
static struct lap_span baseline_before(const struct sentence *sentence, size_t figure)
{
    const struct cue *cues = sentence->cues;
    for (size_t i = figure; i-- > 0 && kind_of(&cues[i]) != FIGURE && cues[i].role != STOP;)
        if (cues[i].role == OUTDO || (cues[i].role == VERSUS && cues[i + 1].role == AND))
            return baseline_at(sentence, i);
    return (struct lap_span){0, 0};
}

static struct lap_span own_baseline(const struct sentence *sentence, size_t figure, size_t end)
{
    const struct cue *cues = sentence->cues;
    for (size_t i = figure + 1; i < end && cues[i].role != STOP; i++) {
        if (cues[i].role == VERSUS)
            return baseline_at(sentence, i);
        if (cues[i].role == AND && i + 1 < end && kind_of(&cues[i + 1]) == QUANTITY)
            break;
    }
    return baseline_before(sentence, figure);
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

static bool is_compared(const struct figure *figure)
{
    return figure->baseline.end > figure->baseline.start;
}

static void compare(const struct sentence *sentence, struct figure *figures, size_t count)
{
    for (size_t k = count; k-- > 0;) {
        struct figure *figure = &figures[k];
        size_t end = k + 1 < count ? figures[k + 1].cue : sentence->count;
        figure->baseline = own_baseline(sentence, figure->cue, end);
        if (is_compared(figure) || k + 1 == count ||
            !is_chained(sentence, figure->cue, figures[k + 1].cue))
            continue;
        figure->baseline = figures[k + 1].baseline;
        if (k + 2 == count && has_cue(sentence, figure->cue, sentence->count, RESPECTIVELY))
            share_out(sentence, figure, &figures[k + 1]);
    }
}

/* "reduces memory by 1.8x (from 24.5 GB to 13.8 GB)": the gain is told once, by its figure. */
static void drop_told_changes(const struct sentence *sentence, struct figure *figures, size_t count)
{
    for (size_t k = 0; k < count; k++)
        for (size_t other = 0; other < count; other++)
            if (sentence->cues[figures[k].cue].role == CHANGE && other != k &&
                figures[other].metric == figures[k].metric && figures[k].metric != NO_METRIC &&
                sentence->cues[figures[other].cue].role != CHANGE) {
                figures[k].metric = NO_METRIC;
                figures[k].reason = "the text gives the gain itself";
            }
}

/* ---- Rows ---- */

enum column {
    COL_VALUE,
    COL_LOW,
    COL_UNIT,
    COL_FACTOR,
    COL_BOUND,
    COL_BASELINE,
    COL_METRIC,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {"value", "low",      "unit",  "factor",
                                                  "bound", "baseline", "metric"};

struct state {
    bool keeps_speed;
    size_t column_count;
    size_t column[COLUMNS]; /* where each stands in the table; column_count where it does not */
};

/* 10 to the power of a number that has one decimal at most. */
static double orders_of_magnitude(double orders)
{
    const double tenth = 1.2589254117941673; /* 10 to the power of 0.1 */
    int tenths = (int)(orders * 10 + 0.5);
    double factor = power_of_ten(tenths / 10);
    for (int i = 0; i < tenths % 10; i++)
        factor *= tenth;
    return factor;
}

/* How many times faster, or how many times less; 0 where the text leaves it open. */
static double factor_of(const struct figure *figure)
{
    double value = figure->value;
    if (figure->unit == UNIT_TIMES)
        return value;
    if (figure->unit == UNIT_ORDERS)
        return orders_of_magnitude(value);
    if (meanings[figure->sense.thing].is_more_better)
        return 1 + value / 100;
    bool is_less = figure->sense.way == TO_LESS || figure->sense.way == TO_SMALLER ||
                   meanings[figure->sense.thing].way == TO_LESS;
    return is_less && value < 100 ? 1 / (1 - value / 100) : 0;
}

static struct lap_value text_or_empty(const char *text)
{
    return text == NULL ? lap_empty() : lap_text((struct lap_str){text, strlen(text)});
}

static int emit(const struct lap_host *host, struct lap_call *call, const struct state *state,
                const struct sentence *sentence, const struct figure *figure)
{
    const struct cue *cue = &sentence->cues[figure->cue];
    double factor = factor_of(figure);
    const struct lap_value by_column[COLUMNS] = {
        [COL_VALUE] = lap_number(figure->value),
        [COL_LOW] = figure->has_low ? lap_number(figure->low) : lap_empty(),
        [COL_UNIT] = text_or_empty(unit_names[figure->unit]),
        [COL_FACTOR] = factor > 0 ? lap_number(factor) : lap_empty(),
        [COL_BOUND] = text_or_empty(figure->bound),
        [COL_BASELINE] =
            is_compared(figure) ? lap_text(part_of(sentence->text, figure->baseline)) : lap_empty(),
        [COL_METRIC] = text_or_empty(metric_names[figure->metric])};
    struct lap_value *values = host->alloc(call, state->column_count * sizeof *values);
    if (values == NULL)
        return host->fail(call, "no memory for a row of %zu values", state->column_count);
    for (size_t c = 0; c < COLUMNS; c++)
        if (state->column[c] < state->column_count)
            values[state->column[c]] = by_column[c];
    struct lap_row row = {cue->match, cue->match->field, cue->span, values};
    return host->row(call, &row);
}

static int tell(const struct lap_host *host, struct lap_call *call, const struct state *state,
                const struct sentence *sentence, const struct figure *figure)
{
    const struct lap_match *match = sentence->cues[figure->cue].match;
    if (figure->metric == NO_METRIC)
        host->drop(call, match, figure->reason);
    else if ((figure->metric == SPEED) != state->keeps_speed)
        host->drop(call, match, "it belongs to the other table");
    else
        return emit(host, call, state, sentence, figure);
    return LAP_OK;
}

/* ---- Sentence by sentence ---- */

/* A figure stands where its number begins: "speedup of 3" is the 3. A worded one is its words. */
static struct lap_span span_of(const struct lap_match *match)
{
    struct lap_span span = match->span;
    size_t first = SIZE_MAX;
    if (meanings[match->role].kind == FIGURE && match->role != SHRINKING && match->role != ORDERS &&
        match->role != FACTOR)
        for (size_t c = 0; c < sizeof captures / sizeof *captures - 1; c++)
            if (c != POWER_OF_TEN && match->captures[c].start < first)
                first = match->captures[c].start;
    if (first != SIZE_MAX)
        span.start = first;
    return span;
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

static bool is_free(const struct sentence *sentence, struct lap_span span)
{
    for (size_t i = 0; i < sentence->count; i++)
        if (span.start < sentence->cues[i].span.end && sentence->cues[i].span.start < span.end)
            return false;
    return true;
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

static bool stands_before(const struct cue *a, const struct cue *b)
{
    return a->span.start < b->span.start;
}

/* Of cues that overlap one stays: figures go first, then leftmost, then longest. */
static void settle_overlaps(struct sentence *sentence)
{
    size_t count = sentence->count;
    sort(sentence->cues, count, comes_before);
    sentence->count = 0;
    for (size_t i = 0; i < count; i++)
        if (is_free(sentence, sentence->cues[i].span))
            sentence->cues[sentence->count++] = sentence->cues[i];
    sort(sentence->cues, sentence->count, stands_before);
}

static int read_sentence(const struct lap_host *host, struct lap_call *call,
                         const struct state *state, struct sentence *sentence,
                         struct context *context)
{
    settle_overlaps(sentence);
    struct figure *figures = host->alloc(call, (sentence->count + 1) * sizeof *figures);
    if (figures == NULL)
        return host->fail(call, "no memory for %zu figures", sentence->count);
    size_t count = 0;
    for (size_t i = 0; i < sentence->count; i++) {
        if (kind_of(&sentence->cues[i]) != FIGURE)
            continue;
        figures[count] = (struct figure){
            .cue = i,
            .sense = {.thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE}};
        if (read_figure(host, call, sentence->text, &sentence->cues[i], &figures[count]))
            weigh(sentence, &figures[count++]);
        else
            host->drop(call, sentence->cues[i].match, "its number cannot be read");
    }
    lean_on_next(sentence, figures, count);
    const struct figure *before = NULL;
    for (size_t k = 0; k < count; k++) {
        if (before != NULL && !figures[k].is_settled)
            follow(sentence, &figures[k], before);
        if (!figures[k].is_settled)
            settle_by_context(sentence, &figures[k], context);
        if (figures[k].metric != NO_METRIC)
            context->last = figures[k].sense;
        if (figures[k].metric != NO_METRIC || figures[k].sense.thing == QUALITY)
            before = &figures[k];
    }
    bind(sentence, figures, count);
    compare(sentence, figures, count);
    drop_told_changes(sentence, figures, count);
    for (size_t k = 0; k < count; k++) {
        if (tell(host, call, state, sentence, &figures[k]) != LAP_OK)
            return LAP_FAILED;
    }
    return LAP_OK;
}

static bool speaks_of_speed(const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (matches[i].role == SPEEDING || matches[i].role == RATE)
            return true;
    return false;
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *data,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    const struct state *state = data;
    struct context context = {
        {.thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE},
        speaks_of_speed(matches, count)};
    struct cue *cues = host->alloc(call, count * sizeof *cues);
    if (cues == NULL)
        return host->fail(call, "no memory for %zu cues", count);
    for (size_t i = 0; i < count;) {
        size_t field = matches[i].field;
        struct lap_str text = record->fields[field].text;
        struct sentence sentence = {text, host->sentence(call, text, matches[i].span.start), cues,
                                    0};
        do {
            cues[sentence.count++] =
                (struct cue){(enum role)matches[i].role, span_of(&matches[i]), &matches[i]};
            i++;
        } while (i < count && matches[i].field == field &&
                 matches[i].span.start < sentence.span.end);
        if (read_sentence(host, call, state, &sentence, &context) != LAP_OK)
            return LAP_FAILED;
    }
    return LAP_OK;
}

static size_t find_column(const struct lap_setup *setup, const char *name)
{
    size_t i = 0;
    while (i < setup->column_count && strcmp(setup->columns[i], name) != 0)
        i++;
    return i;
}

static int open_gains(const struct lap_host *host, struct lap_call *call,
                      const struct lap_setup *setup, void **data)
{
    struct lap_str keep = host->option(call, "keep");
    bool keeps_speed = keep.size == 8 && memcmp(keep.bytes, "speedups", 8) == 0;
    if (!keeps_speed && !(keep.size == 7 && memcmp(keep.bytes, "savings", 7) == 0))
        return host->fail(call, "option keep is \"%.*s\"; it must be speedups or savings",
                          (int)keep.size, keep.bytes == NULL ? "" : keep.bytes);
    struct state *state = host->alloc(call, sizeof *state);
    if (state == NULL)
        return host->fail(call, "no memory to open");
    state->keeps_speed = keeps_speed;
    state->column_count = setup->column_count;
    for (size_t c = 0; c < COLUMNS; c++)
        state->column[c] = find_column(setup, column_names[c]);
    *data = state;
    return LAP_OK;
}

static const struct lap_plugin gains = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "gains",
    .version = "1.0.0",
    .does = "Figures of speed, and of saved memory, energy and compute.",
    .captures = captures,
    .roles = roles,
    .open = open_gains,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &gains;
}

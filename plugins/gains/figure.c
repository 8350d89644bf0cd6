/* SPDX-License-Identifier: MIT */
/*
 * The numbers that figures say, in digits and in words.
 */
#include "figure.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *const captures[] = {
    [VALUE] = "value",        [LOW] = "low",         [PARTS] = "parts",         [GONE] = "gone",
    [POWER_OF_TEN] = "power", [FROM] = "from",       [FROM_UNIT] = "from_unit", [TO] = "to",
    [TO_UNIT] = "to_unit",    [COUNTED] = "counted", [CAPTURES] = NULL};

const struct view blank_view = {
    .thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE};

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
                {"tib", STORE, 1099511627776},
                {"flop", WORK, 1},
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
                {"watt", POWER, 1},
                {"k", COUNT, 1e3},
                {"million", COUNT, 1e6},
                {"m", COUNT, 1e6},
                {"billion", COUNT, 1e9},
                {"b", COUNT, 1e9}};

/* What is counted one by one. */
static const struct measure singly = {"", COUNT, 1};

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

/* "by two thirds": a third is left, so it is three times less. */
static bool read_gone(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                      const struct cue *cue, struct figure *figure)
{
    double parts = 0, whole = 0;

    if (!read_number(host, call, captured(text, cue, PARTS), &parts) ||
        !read_number(host, call, captured(text, cue, GONE), &whole) || parts >= whole)
        return false;
    figure->value = whole / (whole - parts);
    return true;
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

/* "from 2.3 s to 0.4 s", "from 64 to 8 steps": the ratio of the greater to the smaller, and which
 * way it went. */
static bool read_change(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                        const struct cue *cue, struct figure *figure)
{
    const struct measure *to =
        is_captured(cue, TO_UNIT) ? measure_of(captured(text, cue, TO_UNIT)) : &singly;
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
    bool is_bare = to->thing == COUNT && !is_captured(cue, COUNTED);
    figure->sense.thing = is_bare ? NO_ROLE : to->thing;
    figure->sense.way = before > after ? TO_LESS : TO_MORE;
    return true;
}

/* "10^3", and what stands before it: "1.2 x 10^3". */
static bool read_power(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                       const struct cue *cue, struct figure *figure)
{
    double exponent = 0, times = 1;

    if (!host->number(call, captured(text, cue, POWER_OF_TEN), &exponent) ||
        (is_captured(cue, VALUE) && !host->number(call, captured(text, cue, VALUE), &times)))
        return false;
    figure->value = times * power_of_ten((int)exponent);
    return true;
}

/* "-41% to -3%": which end of a range with signs comes first says nothing. Its match begins with
 * the sign, that of another range with the number, and that is a change where it falls. */
static void order_ends(struct lap_str text, const struct cue *cue, struct figure *figure)
{
    char first = text.bytes[cue->match->span.start];
    bool is_signed = !isalnum((unsigned char)first);

    if (!figure->has_low || !is_signed || figure->low <= figure->value)
        return;
    double upper = figure->low;
    figure->low = figure->value;
    figure->value = upper;
}

bool read_figure(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                 const struct cue *cue, struct figure *figure)
{
    figure->unit = cue->role == PERCENT  ? UNIT_PERCENT
                   : cue->role == ORDERS ? UNIT_ORDERS
                                         : UNIT_TIMES;
    if (cue->role == CHANGE)
        return read_change(host, call, text, cue, figure);
    if (is_captured(cue, GONE))
        return read_gone(host, call, text, cue, figure);
    if (is_captured(cue, POWER_OF_TEN))
        return read_power(host, call, text, cue, figure);
    if (!read_number(host, call, captured(text, cue, VALUE), &figure->value))
        return false;
    figure->has_low =
        is_captured(cue, LOW) && read_number(host, call, captured(text, cue, LOW), &figure->low);
    order_ends(text, cue, figure);
    return true;
}

struct lap_span span_of(const struct lap_match *match)
{
    struct lap_span span = match->span;
    size_t first = SIZE_MAX;

    if (meanings[match->role].kind == FIGURE && match->role != SHRINKING && match->role != ORDERS &&
        match->role != FACTOR)
        for (size_t c = 0; c < CAPTURES; c++)
            if (c != POWER_OF_TEN && match->captures[c].start < first)
                first = match->captures[c].start;
    if (first != SIZE_MAX)
        span.start = first;
    return span;
}

bool is_gone(const struct sentence *sentence, const struct figure *figure)
{
    return is_captured(&sentence->cues[figure->cue], GONE);
}

bool is_verb_of_half(const struct sentence *sentence, const struct figure *figure)
{
    const struct cue *cue = &sentence->cues[figure->cue];

    return cue->role == SHRINKING && (sentence->text.bytes[cue->span.start + 3] | 0x20) == 'v';
}

/* How many times less remains where a percentage is gone: of 99.9 there remains 0.1, which binary
 * fractions would make 0.0999999999999943; a text gives no more than nine decimals. */
static double times_less(double percent)
{
    const double decimals = 1e9;
    double left = (double)(int64_t)((100 - percent) * decimals + 0.5) / decimals;

    return left > 0 ? 100 / left : 0;
}

double factor_of(const struct figure *figure)
{
    double value = figure->value;

    if (figure->unit == UNIT_TIMES)
        return value;
    if (figure->unit == UNIT_ORDERS)
        return orders_of_magnitude(value);
    if (figure->right.is_as)
        return value / 100;
    if (meanings[figure->sense.thing].is_more_better)
        return 1 + value / 100;
    bool is_less = figure->sense.way == TO_LESS || figure->sense.way == TO_SMALLER ||
                   meanings[figure->sense.thing].way == TO_LESS;
    return is_less && value < 100 ? times_less(value) : 0;
}

/* SPDX-License-Identifier: MIT */
/* The numbers of a match, in digits and in words, and the unit that several may share. */
#include "find.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text.h"

static double scale_of(char unit)
{
    switch (tolower((unsigned char)unit)) {
    case 'k':
        return 1e3;
    case 'm':
        return 1e6;
    case 'b':
        return 1e9;
    default:
        return 1e12;
    }
}

static double whole(double number)
{
    return (double)(int64_t)(number + 0.5);
}

/* A thousand trillions: no model has more, and what is written "0.0001K" is less than one. */
static const double PARAMS_AT_MOST = 1e15;

static void add_figure(struct reading *reading, const struct lap_match *match,
                       struct lap_span place, double params)
{
    struct figure *figure = &reading->figures[reading->figure_count];
    struct lap_span gap = match->captures[CAPTURE_GAP];
    struct lap_str text = reading->record->fields[match->field].text;

    if (params < 0.5 || params > PARAMS_AT_MOST) {
        reading->host->drop(reading->call, match, "no model has so many parameters, or so few");
        return;
    }
    reading->figure_count++;
    *figure = (struct figure){match, place, whole(params), 'W', false, false, NULL, {0, 0}};
    if (match->role == ROLE_FIGURE || match->role == ROLE_GLUED) {
        figure->unit = text.bytes[match->captures[CAPTURE_UNIT].start];
        figure->is_loose =
            lap_is_captured(gap) && memchr(text.bytes + gap.start, ' ', gap.end - gap.start);
    }
}

/* Words after which several numbers may share the unit of the last. */
static const char *const list_words[] = {
    "of",     "from", "between", "size",   "sizes", "both", "with", "ranging", "spanning", "at",
    "scales", "the",  "our",     "across", "or",    "and",  "for",  "a",       NULL};

/* Whether the numbers before the last one are sizes as well: "7/13B" always; "2-7B" and "7 and 13B"
 * not behind a name or a version, as in "Gemma 2-9B" and "GPT-4 and 7B". */
static bool shares_unit(struct lap_str text, struct lap_span shared)
{
    struct lap_span word;

    if (text.bytes[shared.end - 1] == '/')
        return true;
    if (shared.start == 0 || strchr("([", text.bytes[shared.start - 1]))
        return true;
    if (strchr("-:_", text.bytes[shared.start - 1]))
        return false;
    word = word_before(text, shared.start);
    return is_one_of(part_of(text, word), list_words) ||
           (text.bytes[shared.end - 1] != ' ' && word.start < word.end &&
            islower((unsigned char)text.bytes[word.start]));
}

/* Where the number ends that begins at a place, or the place itself: a point and a comma are part
 * of it before a digit, as in "1.5/" and "1,234/". */
static size_t digits_end(struct lap_str text, struct lap_span shared, size_t at)
{
    while (at < shared.end && (isdigit((unsigned char)text.bytes[at]) ||
                               ((text.bytes[at] == '.' || text.bytes[at] == ',') &&
                                isdigit((unsigned char)text.bytes[at + 1]))))
        at++;
    return at;
}

/* The numbers of "3/8/" in "3/8/32B", each a figure; not so one in groups of thousands, which is
 * written out and shares no unit: "14,000 to 500 million". */
static void add_shared(struct reading *reading, const struct lap_match *match, double scale)
{
    struct lap_str text = reading->record->fields[match->field].text;
    struct lap_span shared = match->captures[CAPTURE_SHARED];
    double number;

    if (!lap_is_captured(shared) || !shares_unit(text, shared))
        return;
    for (size_t at = shared.start; at < shared.end;) {
        struct lap_span place = {at, digits_end(text, shared, at)};
        if (place.end == at) {
            at++;
            continue;
        }
        bool is_written_out = memchr(text.bytes + at, ',', place.end - at) != NULL;
        if (!is_written_out &&
            reading->host->number(reading->call, part_of(text, place), &number) && number > 0)
            add_figure(reading, match, place, number * scale);
        at = place.end;
    }
}

/* Words that say that many are meant, and not how many: "several billion". */
static const char *const vague[] = {"several", "few",    "some",     "many",      "multi", "sub",
                                    "tens",    "dozens", "hundreds", "thousands", NULL};

static const char *const articles[] = {"a", "an", NULL};

/* Where the number in words begins that ends at end; end where there is none. */
static size_t number_in_words(const struct reading *reading, struct lap_str text, size_t end,
                              double *number)
{
    enum { WORDS_AT_MOST = 4 };
    size_t start = end, found = end;

    for (size_t i = 0; i < WORDS_AT_MOST && start > 0; i++) {
        struct lap_span word = {start, start};
        while (word.start > 0 && isalpha((unsigned char)text.bytes[word.start - 1]))
            word.start--;
        bool is_and = is_word(part_of(text, word), "and");
        bool is_article = is_one_of(part_of(text, word), articles);
        if (word.start == word.end || (is_and && found == end) ||
            (is_article && found < end && !stands_folded_at(text, found, "hundred")))
            break;
        if (!is_and &&
            reading->host->number(reading->call, part_of(text, (struct lap_span){word.start, end}),
                                  number))
            found = word.start;
        start = word.start;
        if (start == 0 || !strchr(" -", text.bytes[start - 1]))
            break;
        start--;
    }
    return found;
}

/* Where "half" or "half of" begins that stands before a number in words or a unit; start where none
 * does. */
static size_t half_before(struct lap_str text, size_t start)
{
    struct lap_span word = word_before(text, start);

    if (is_word(part_of(text, word), "of"))
        word = word_before(text, word.start);
    return is_word(part_of(text, word), "half") ? word.start : start;
}

/* "seven billion", and "billion" alone before "parameter", which is one. */
static void add_spelled(struct reading *reading, const struct lap_match *match)
{
    struct lap_str text = reading->record->fields[match->field].text;
    struct lap_span place = match->span;
    size_t end = place.start - (place.start > 0 && strchr(" -", text.bytes[place.start - 1]));
    double number = 1;
    size_t start = number_in_words(reading, text, end, &number);

    if (start < end && number == 1 && half_before(text, start) < start) {
        start = half_before(text, start); /* "half a billion" */
        number = 0.5;
    }
    if (is_one_of(part_of(text, word_before(text, start)), vague) ||
        half_before(text, start) < start || stands_folded_at(text, place.end + 1, "scale") ||
        (start == end && !stands_folded_at(text, place.end + 1, "param"))) {
        reading->host->drop(reading->call, match, "no number is said");
        return;
    }
    if (start < end)
        place.start = start;
    add_figure(reading, match, place, number * scale_of(text.bytes[match->span.start]));
}

/* "1/2 billion", whether or not a number stands before it: no list of sizes. */
static bool is_fraction(struct lap_str text, const struct lap_match *match)
{
    struct lap_span shared = match->captures[CAPTURE_SHARED];

    return match->role == ROLE_WORDED && lap_is_captured(shared) &&
           shared.end - shared.start == 2 && memcmp(text.bytes + shared.start, "1/", 2) == 0;
}

/* The figures of one match of the other patterns, left to right. */
static void add_match(struct reading *reading, const struct lap_match *match)
{
    struct lap_str text = reading->record->fields[match->field].text;
    const struct lap_span *capture = match->captures;
    struct lap_span place = {capture[CAPTURE_NUMBER].start, capture[CAPTURE_UNIT].end};
    double scale = scale_of(text.bytes[capture[CAPTURE_UNIT].start]);
    double number, experts = 1, tenth = 0;

    if (is_fraction(text, match)) {
        reading->host->drop(reading->call, match, "a fraction");
        return;
    }
    if (!reading->host->number(reading->call, part_of(text, capture[CAPTURE_NUMBER]), &number))
        return;
    add_shared(reading, match, scale);
    if (lap_is_captured(capture[CAPTURE_TENTH])) {
        reading->host->number(reading->call, part_of(text, capture[CAPTURE_TENTH]), &tenth);
        place.end = capture[CAPTURE_TENTH].end;
    }
    if (lap_is_captured(capture[CAPTURE_EXPERTS])) {
        reading->host->number(reading->call, part_of(text, capture[CAPTURE_EXPERTS]), &experts);
        place.start = capture[CAPTURE_EXPERTS].start;
    }
    if (number > 0)
        add_figure(reading, match, place, (number + tenth / 10) * experts * scale);
}

size_t figures_at_most(const struct lap_match *matches, size_t count)
{
    size_t figures = 0;

    for (size_t i = 0; i < count; i++) {
        struct lap_span shared = matches[i].captures[CAPTURE_SHARED];
        if (matches[i].role > ROLE_SPELLED)
            continue;
        figures++;
        if (lap_is_captured(shared)) /* a digit and a sign for each number, at least */
            figures += (shared.end - shared.start + 1) / 2;
    }
    return figures;
}

void find_figures(struct reading *reading)
{
    size_t end = 0, field = SIZE_MAX;

    for (size_t i = 0; i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->role > ROLE_SPELLED && match->role != ROLE_ADDRESS)
            continue;
        if (match->field == field && match->span.start < end) {
            reading->host->drop(reading->call, match, "part of an earlier match or a web address");
            continue;
        }
        field = match->field;
        end = match->span.end;
        if (match->role == ROLE_SPELLED)
            add_spelled(reading, match);
        else if (match->role != ROLE_ADDRESS)
            add_match(reading, match);
    }
}

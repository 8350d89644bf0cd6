/* SPDX-License-Identifier: MIT */
/* Decides which mentions count, and where they end. */
#include "row.h"

#include "name.h"
#include "spelling.h"
#include "text.h"
#include "words.h"

#include <string.h>

static int put_row(struct reading *reading, size_t field, struct lap_span span,
                   struct lap_str usual, const struct name *name)
{
    enum { NAME, ROLE, COLUMN_COUNT };
    struct lap_str role =
        name->is_introduced ? (struct lap_str){"introduced", 10} : (struct lap_str){"used", 4};
    struct lap_value values[COLUMN_COUNT];

    values[NAME] = lap_text(usual);
    values[ROLE] = lap_text(role);
    struct lap_row row = {name->match, field, span, values};
    return reading->host->row(reading->call, &row);
}

/* What a name has before its number or version: "CIFAR-" of CIFAR-10. */
static size_t stem_size(struct lap_str name)
{
    size_t size = name.size;

    while (size > 0 && !is_gap((unsigned char)name.bytes[size - 1]))
        size--;
    if (size > 0)
        return size;
    size = name.size;
    while (size > 0 && is_digit((unsigned char)name.bytes[size - 1]))
        size--;
    return size;
}

/* The further number of a name that stands at a token: "/100", "and 2015", "and -100"; the token's
 * place where none does. */
static size_t suffix_at(const struct sheet *sheet, size_t i, struct lap_str usual)
{
    struct lap_str last = {usual.bytes + stem_size(usual), usual.size - stem_size(usual)};

    if (sign_at(sheet, i) == '/' &&
        (is_name_number(sheet, i + 1) || is_one_of(sheet, i + 1, VARIANTS)))
        return i + 1;
    if (!is_conjunction(sheet, i) && sign_at(sheet, i) != ',' && sign_at(sheet, i) != '/')
        return i;
    if (sign_at(sheet, i + 1) == '-' && has(sheet, i + 2, IS_NUMBER))
        return i + 2;
    return is_year(last) && is_year(word_at(sheet, i + 1)) ? i + 1 : i;
}

/* "CIFAR-10/100", "LiveCodeBench v5/v6/Pro": a row for each further number of a name. */
static int put_suffixes(struct reading *reading, size_t s, size_t i, const struct name *name)
{
    const struct sheet *sheet = &reading->sheets[s];
    size_t stem = stem_size(name->usual);

    for (;;) {
        size_t at = stem < name->usual.size ? suffix_at(sheet, i, name->usual) : i;
        if (at == i)
            return LAP_OK;
        struct lap_str suffix = word_at(sheet, at);
        char *whole = reading->host->alloc(reading->call, stem + suffix.size);
        if (whole == NULL)
            return reading->host->fail(reading->call, "no memory for a name");
        memcpy(whole, name->usual.bytes, stem);
        memcpy(whole + stem, suffix.bytes, suffix.size);
        struct lap_str full = {whole, stem + suffix.size};
        if (put_row(reading, s, span_at(sheet, at), full, name) != LAP_OK)
            return LAP_FAILED;
        i = at + 1;
    }
}

/* Whether the plain words of a long name are only words here: a title has capitals anyway. */
static bool is_lost_in_title(const struct sheet *sheet, struct run run)
{
    return sheet->is_title_case && run.end - run.begin > 1 &&
           !any_has(sheet, run, IS_MARKED | IS_KNOWN | IS_NOUN) && !has(sheet, run.end, IS_NOUN) &&
           sign_at(sheet, run.end) != ':' && sign_at(sheet, run.end) != '(' && run.begin > 0 &&
           sign_at(sheet, run.begin - 1) != ':' && sign_at(sheet, run.begin - 1) != '(';
}

/* Whether a word between a name and its noun tells which part of the data is meant, not how the
 * data is split or, as most that end in s, what is done with it. */
static bool tells_part(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);

    if (!has(sheet, i, IS_WORD) || has(sheet, i, IS_NOUN | IS_STORE) || is_break(sheet, i) ||
        is_one_of(sheet, i, SPLITS) || !is_lower((unsigned char)word.bytes[0]))
        return false;
    return word.bytes[word.size - 1] != 's' || is_one_of(sheet, i, PLURALS);
}

/* Where a mention ends with the words that tell the part: "KITTI [object detection] benchmark". */
static size_t subset_end(const struct sheet *sheet, size_t after)
{
    size_t i = after;

    while (i < after + 3 && tells_part(sheet, i))
        i++;
    return i > after && has(sheet, i, IS_NOUN | IS_STORE) ? i : after;
}

static bool is_counted(const struct sheet *sheet, struct run run, const struct name *name)
{
    if (is_in_address(sheet, run.begin) || is_lost_in_title(sheet, run))
        return false;
    return !name->is_local || has(sheet, run.begin, IS_TAKEN);
}

int put_mention(struct reading *reading, size_t s, struct run run, struct lap_span span,
                const struct name *name)
{
    const struct sheet *sheet = &reading->sheets[s];

    if (!is_counted(sheet, run, name))
        return LAP_OK;
    size_t end = subset_end(sheet, run.end);
    if (end > run.end && span.end == span_at(sheet, run.end - 1).end)
        span.end = span_at(sheet, end - 1).end;
    if (put_row(reading, s, span, name->usual, name) != LAP_OK)
        return LAP_FAILED;
    return put_suffixes(reading, s, run.end, name);
}

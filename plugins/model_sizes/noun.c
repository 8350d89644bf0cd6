/* SPDX-License-Identifier: MIT */
/* How far a figure reaches towards a noun, and what ends its reach. */
#include "noun.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text.h"

/* Words that end the reach of a figure towards the noun that it counts. */
static const char *const breaking[] = {
    "on",      "with",  "for",   "in", "from", "by",  "using", "via",  "that", "which",
    "while",   "when",  "where", "at", "as",   "is",  "are",   "was",  "were", "has",
    "have",    "and",   "or",    "to", "than", "but", "over",  "into", "per",  "across",
    "through", "under", "can",   "we", "it",   "its", NULL};

size_t words_between(struct lap_str text, size_t from, size_t to)
{
    size_t words = 0;

    for (size_t at = from; at < to; at++) {
        struct lap_span word = {at, at};
        if (strchr(".,;:(?!'", text.bytes[at]))
            return SIZE_MAX;
        while (word.end < to && is_word_sign(text.bytes[word.end]))
            word.end++;
        if (word.end == word.start)
            continue;
        if (isdigit((unsigned char)text.bytes[at]) || is_one_of(part_of(text, word), breaking))
            return SIZE_MAX;
        if (at > from && text.bytes[at - 1] == ' ')
            words++;
        at = word.end - 1;
    }
    return words;
}

/* Whether the word that ends at end goes on behind a hyphen: "token-level". */
static bool is_compound(struct lap_str text, size_t end)
{
    return end + 1 < text.size && text.bytes[end] == '-' &&
           isalpha((unsigned char)text.bytes[end + 1]);
}

/* How far a figure reaches: bytes to a noun, and words in between. */
enum { NOUN_WITHIN = 60, WORDS_BETWEEN = 4 };

/* The noun "parameters" that goes on with another, "model parameters"; the other where none does.
 */
static const struct lap_match *parameters_of(const struct reading *reading, size_t index)
{
    const struct lap_match *noun = &reading->matches[index];

    for (size_t i = index + 1; i < reading->match_count && noun->role == ROLE_MODEL; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != noun->field || match->span.start > noun->span.end + 1)
            break;
        if (match->role == ROLE_PARAMETER && match->span.start == noun->span.end + 1)
            return match;
    }
    return noun;
}

const struct lap_match *noun_after(const struct reading *reading, const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, from = figure->place.end;

    if (stands_at(text, from, " in param")) /* "0.7 M in parameters" */
        from += strlen(" in");
    for (size_t i = first_match(reading, field, from); i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start > from + NOUN_WITHIN)
            return NULL;
        if (match->role < ROLE_PARAMETER || match->role > ROLE_DATA ||
            (match->role == ROLE_SIZE && figure->unit != 'B') ||
            (match->role >= ROLE_COUNTED && is_compound(text, match->span.end)))
            continue;
        if (words_between(text, from, match->span.start) > WORDS_BETWEEN ||
            (match->role >= ROLE_COUNTED &&
             memchr(text.bytes + from, ')', match->span.start - from)))
            return NULL;
        return parameters_of(reading, i);
    }
    return NULL;
}

/* Words that may stand between a noun and the figure that says how many: "parameters: 7B". */
static const char *const leading[] = {
    "of",     "is",      "from",   "ranging",       "about",  "only",   "count",
    "size",   "sizes",   "to",     "approximately", "around", "just",   "number",
    "counts", "between", "budget", "totaling",      "as",     "few",    "low",
    "less",   "than",    "under",  "below",         "over",   "nearly", "roughly",
    NULL};

/* Whether nothing but leading words and signs stands between a noun and the figure at end. What is
 * counted leads to a figure only in the plural: "tokens: 7B", but "a video (7B)". */
static bool leads_to(struct lap_str text, const struct lap_match *noun, size_t end)
{
    while (end > noun->span.end) {
        struct lap_span word = word_before(text, end);
        if (word.start <= noun->span.end || !is_one_of(part_of(text, word), leading))
            break;
        end = word.start;
    }
    while (end > noun->span.end && strchr(" :(=~$-", text.bytes[end - 1]))
        end--;
    return end == noun->span.end && (noun->role != ROLE_COUNTED || text.bytes[end - 1] == 's');
}

const struct lap_match *noun_before(const struct reading *reading, const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, end = figure->place.start;

    for (size_t i = first_match(reading, field, end); i-- > 0;) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start + NOUN_WITHIN < end)
            return NULL;
        if (match->span.end <= end && match->role >= ROLE_PARAMETER && match->role <= ROLE_DATA &&
            match->role != ROLE_SIZE)
            return leads_to(text, match, end) ? match : NULL;
    }
    return NULL;
}

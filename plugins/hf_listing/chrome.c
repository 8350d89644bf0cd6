/* SPDX-License-Identifier: MIT */
/* The phrases of the page's chrome, and how much of a line they are. */
#include "chrome.h"

#include <stdbool.h>
#include <string.h>

#include "date.h"
#include "text.h"

/* How a phrase of the page may stand. */
enum use {
    USE_ANYWHERE, /* no paper would say it: it is chrome wherever a line begins with it */
    USE_GLUED,    /* beside chrome; what follows may be glued to it */
    USE_ALONE     /* beside chrome, with nothing but other chrome behind it in its line */
};

/* What stands above the papers. */
static const struct phrase {
    const char *words;
    enum use use;
} phrases[] = {
    {"Get trending papers in your email inbox once a day!", USE_ANYWHERE},
    {"Get trending papers in your email inbox!", USE_ANYWHERE},
    {"Daily Papers - Hugging Face", USE_ANYWHERE},
    {"Subscribe", USE_GLUED},
    {"Daily Papers", USE_GLUED},
    {"Trending Papers", USE_GLUED},
    {"Daily", USE_ALONE},
    {"Weekly", USE_ALONE},
    {"Monthly", USE_ALONE},
    {"new", USE_ALONE},
};

enum { PHRASE_COUNT = sizeof phrases / sizeof *phrases };

/* The size of `by NAME and the research community` where text begins so; else 0. */
static size_t byline_size(struct lap_str text)
{
    static const char community[] = " and the research community";
    enum { SIZE_LIMIT = 90 };
    struct lap_str start = text;
    const char *found;

    if (start.size > SIZE_LIMIT)
        start.size = SIZE_LIMIT;
    found = starts_with(text, "by") ? place_of(start, community) : NULL;
    return found ? (size_t)(found - text.bytes) + strlen(community) : 0;
}

size_t plain_chrome_size(struct lap_str text)
{
    for (size_t i = 0; i < PHRASE_COUNT; i++)
        if (phrases[i].use == USE_ANYWHERE && starts_with(text, phrases[i].words))
            return strlen(phrases[i].words);
    return byline_size(text);
}

/* Whether rest is glued to the phrase before it; a space, a point or the rest of a word
 * (`Subscribers`) say otherwise. */
static bool is_glued(struct lap_str rest)
{
    static const char *const ends[] = {"d", "r", "rs", "s"};
    enum { LONGEST_END = 2 };
    size_t letters = 0;

    while (letters < rest.size && letters <= LONGEST_END && is_letter(rest.bytes[letters]))
        letters++;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (letters == strlen(ends[i]) && starts_with(rest, ends[i]))
            return false;
    return !memchr(" -,.:;!?'", rest.bytes[0], 9);
}

size_t phrase_size(struct lap_str text)
{
    size_t plain = plain_chrome_size(text);

    for (size_t i = 0; i < PHRASE_COUNT && plain == 0; i++) {
        struct lap_str rest;

        if (!starts_with(text, phrases[i].words))
            continue;
        rest = without_first(text, strlen(phrases[i].words));
        if (rest.size == 0 || plain_chrome_size(rest) ||
            (phrases[i].use == USE_GLUED && is_glued(rest)))
            return strlen(phrases[i].words);
    }
    return plain;
}

size_t chrome_size(struct lap_str text)
{
    struct lap_str rest = text;
    size_t size;

    while ((size = phrase_size(rest)) > 0) {
        bool is_byline = byline_size(rest) > 0;

        rest = trimmed(without_first(rest, size));
        if (is_byline)
            rest = trimmed(without_first(rest, date_size(rest)));
    }
    return text.size - rest.size;
}

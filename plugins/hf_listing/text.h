/* SPDX-License-Identifier: MIT */
/* Pieces of text: kinds of signs, beginnings and ends, words and lines. */
#ifndef HF_LISTING_TEXT_H
#define HF_LISTING_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

static inline bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool is_letter(char c)
{
    return is_upper(c) || is_lower(c);
}

/* count is at most the size of text. */
static inline struct lap_str without_first(struct lap_str text, size_t count)
{
    struct lap_str rest = {text.bytes + count, text.size - count};

    return rest;
}

/* The text with a space for each white space beyond ASCII: pages have U+00A0 where a browser puts
 * it. Absent where there is no memory for it. */
struct lap_str with_plain_spaces(const struct lap_host *host, struct lap_call *call,
                                 struct lap_str text);

/* The text without white space at its ends, also such as is beyond ASCII. */
struct lap_str trimmed(struct lap_str text);

bool starts_with(struct lap_str text, const char *start);
bool ends_with(struct lap_str text, const char *end);

/* Where part stands in text first; NULL where it does not. */
const char *place_of(struct lap_str text, const char *part);

/* How many digits text begins with. */
size_t digit_count(struct lap_str text);

/* How much of text stands before its first white space. */
size_t first_word_size(struct lap_str text);

/* What stands behind the last white space of text. */
struct lap_str last_word(struct lap_str text);

/* Takes the first line off text, which is not empty, and gives it trimmed. */
struct lap_str take_line(struct lap_str *text);

#endif

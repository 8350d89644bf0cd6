/* SPDX-License-Identifier: MIT */
/* Reads backwards, word by word, as far as the place may be. */
#include "lead.h"

#include <string.h>

/* In characters. */
enum { SCORE_WITHIN = 40, ARTICLE_WITHIN = 60, VERB_WITHIN = 120 };

static bool is_in_word(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);

    return byte < 0x80 && (is_alnum(byte) || byte == '_');
}

/* Where the word begins that ends at a place; the place itself where none does. */
static size_t word_begin(struct lap_str text, size_t end)
{
    while (end > 0 && is_in_word(text, end - 1))
        end--;
    return end;
}

/* Whether a character begins at a place: how many lie between two is counted so. */
static bool is_character(struct lap_str text, size_t at)
{
    return ((unsigned char)text.bytes[at] & 0xC0) != 0x80;
}

static bool ends_so(struct lap_str text, size_t end, const char *what)
{
    size_t size = strlen(what);

    return end >= size && memcmp(text.bytes + end - size, what, size) == 0;
}

/* "state of the art" and its spellings, the last word of which is given. */
static bool is_art(struct lap_str text, struct lap_span word)
{
    static const char pattern[] = "state of the art";
    size_t size = sizeof pattern - 1;

    if (word.end < size || (word.end > size && is_in_word(text, word.end - size - 1)))
        return false;
    for (size_t i = 0; i < size; i++) {
        char byte = text.bytes[word.end - size + i];
        if (byte != pattern[i] && (pattern[i] != ' ' || byte != '-'))
            return false;
    }
    return true;
}

static bool is_score(const struct lexicon *lexicon, struct lap_str text, struct lap_span word)
{
    static const char *const measures[] = {"AUC",  "mAP",  "mIoU",  "IoU", "F1",   "FID",
                                           "PSNR", "BLEU", "ROUGE", "WER", "SOTA", NULL};
    struct lap_str part = part_of(text, word);
    size_t small = part.size > 3 && is_upper((unsigned char)part.bytes[0]); /* "Results on" */

    while (small < part.size && is_lower((unsigned char)part.bytes[small]))
        small++;
    if (small == part.size)
        return (lexicon_classes(lexicon, text, word) >> SCORES & 1) != 0 || is_art(text, word);
    for (const char *const *measure = measures; *measure != NULL; measure++)
        if (strlen(*measure) == part.size && memcmp(*measure, part.bytes, part.size) == 0)
            return true;
    return false;
}

/* Whether a word is an "on" with a space on both sides and a word behind it. */
static bool is_on(struct lap_str text, struct lap_span word)
{
    return word.end - word.start == 2 && word.start > 0 && ends_so(text, word.end, " on") &&
           byte_at(text, word.end) == ' ' && is_in_word(text, word.end + 1);
}

/* Whether a stop stands in a figure and ends nothing: "a score of 66.6 on". */
static bool is_decimal_point(struct lap_str text, size_t at)
{
    return text.bytes[at] == '.' && at > 0 && is_digit((unsigned char)text.bytes[at - 1]) &&
           is_digit(byte_at(text, at + 1));
}

size_t score_of(const struct lexicon *lexicon, struct lap_str text, size_t on)
{
    size_t passed = 0, found = NOWHERE;

    for (size_t at = on - 1; at > 0 && passed <= SCORE_WITHIN;) {
        struct lap_span word = {word_begin(text, at), at};
        if (word.start < word.end) {
            if (is_on(text, word))
                break;
            found = is_score(lexicon, text, word) ? word.start : found;
            passed += word.end - word.start;
            at = word.start;
        } else {
            at--;
            passed += is_character(text, at);
            if (strchr(".;:()", text.bytes[at]) != NULL && !is_decimal_point(text, at))
                break;
        }
    }
    return found;
}

bool follows_figure(struct lap_str text, size_t on)
{
    size_t at = on;

    while (at > 0 && strchr(" %\\$", text.bytes[at - 1]) != NULL)
        at--;
    return at > 0 && at < on && is_digit((unsigned char)text.bytes[at - 1]);
}

/* Whether a word says that its thing is made: one of these beginnings, and four letters at most. */
static bool is_making(struct lap_str word)
{
    static const char *const stems[] = {"introduc", "present", "propos", "releas", "develop",
                                        "build",    "built",   "creat",  NULL};

    for (const char *const *stem = stems; *stem != NULL; stem++) {
        size_t size = strlen(*stem);
        if (word.size >= size && word.size <= size + 4 && memcmp(word.bytes, *stem, size) == 0)
            return true;
    }
    return false;
}

/* The first of such verbs that stand in the sentence before one of the articles between two places,
 * none of which is too far behind it. */
static size_t making_before(struct lap_str text, struct lap_span articles, size_t floor)
{
    size_t passed = 0, found = NOWHERE;

    for (size_t at = articles.end; at > floor && passed <= VERB_WITHIN;) {
        struct lap_span word = {word_begin(text, at), at};
        size_t step = word.start < at ? word.start : at - 1;
        if (text.bytes[step] == '.')
            break;
        if (word.start < at && word.start >= floor && is_making(part_of(text, word)))
            found = word.start;
        for (; at > step; at--)
            passed += at <= articles.start && is_character(text, at - 1);
    }
    return found;
}

size_t making_of(struct lap_str text, size_t noun, size_t floor)
{
    size_t passed = 0;
    struct lap_span articles = {NOWHERE, NOWHERE}; /* the first and the last, where they begin */

    for (size_t at = noun; at > floor && passed <= ARTICLE_WITHIN;) {
        size_t size = ends_so(text, at, " a ") ? 3 : ends_so(text, at, " an ") ? 4 : 0;
        if (size > 0) {
            articles.start = at - size;
            articles.end = articles.end == NOWHERE ? at - size : articles.end;
        }
        at--;
        passed += is_character(text, at);
        if (strchr(".,;:()", text.bytes[at]) != NULL)
            break;
    }
    return articles.end == NOWHERE ? NOWHERE : making_before(text, articles, floor);
}

/* SPDX-License-Identifier: MIT */
/* The number that a piece of text says, in digits or in words. */
#include "text/number.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <strings.h>

enum { LONGEST = 64 };

/* What a word of a number does: a first one stands only at the beginning; a small one is added,
 * what is below a thousand is multiplied by a dozen or a hundred, and a scale ends it. */
enum word_kind { WORD_FIRST, WORD_SMALL, WORD_TIMES, WORD_SCALE, WORD_AND };

static const struct number_word {
    const char *word;
    double value;
    enum word_kind kind;
} number_words[] = {
    {"a", 1, WORD_FIRST},           {"an", 1, WORD_FIRST},        {"single", 1, WORD_FIRST},
    {"zero", 0, WORD_FIRST},        {"one", 1, WORD_SMALL},       {"two", 2, WORD_SMALL},
    {"three", 3, WORD_SMALL},       {"four", 4, WORD_SMALL},      {"five", 5, WORD_SMALL},
    {"six", 6, WORD_SMALL},         {"seven", 7, WORD_SMALL},     {"eight", 8, WORD_SMALL},
    {"nine", 9, WORD_SMALL},        {"ten", 10, WORD_SMALL},      {"eleven", 11, WORD_SMALL},
    {"twelve", 12, WORD_SMALL},     {"thirteen", 13, WORD_SMALL}, {"fourteen", 14, WORD_SMALL},
    {"fifteen", 15, WORD_SMALL},    {"sixteen", 16, WORD_SMALL},  {"seventeen", 17, WORD_SMALL},
    {"eighteen", 18, WORD_SMALL},   {"nineteen", 19, WORD_SMALL}, {"twenty", 20, WORD_SMALL},
    {"thirty", 30, WORD_SMALL},     {"forty", 40, WORD_SMALL},    {"fifty", 50, WORD_SMALL},
    {"sixty", 60, WORD_SMALL},      {"seventy", 70, WORD_SMALL},  {"eighty", 80, WORD_SMALL},
    {"ninety", 90, WORD_SMALL},     {"dozen", 12, WORD_TIMES},    {"hundred", 1e2, WORD_TIMES},
    {"thousand", 1e3, WORD_SCALE},  {"million", 1e6, WORD_SCALE}, {"billion", 1e9, WORD_SCALE},
    {"trillion", 1e12, WORD_SCALE}, {"and", 0, WORD_AND},
};

static const struct number_word *find_word(struct lap_str text)
{
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++) {
        const char *word = number_words[i].word;

        if (strlen(word) == text.size && strncasecmp(word, text.bytes, text.size) == 0)
            return &number_words[i];
    }
    return NULL;
}

static bool is_three_digits(const char *text)
{
    return isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]) &&
           isdigit((unsigned char)text[2]) && !isdigit((unsigned char)text[3]);
}

/* Copies the digits with a dot for the decimal mark and nothing for a thousands mark. */
static bool plain_digits(struct lap_str text, char digits[LONGEST])
{
    char copy[LONGEST + 4] = {0};
    size_t size = 0;
    bool has_mark = false;

    if (text.size == 0 || text.size >= LONGEST)
        return false;
    memcpy(copy, text.bytes, text.size);
    for (const char *at = copy; *at; at++) {
        bool is_braced = strncmp(at, "{,}", 3) == 0 || strncmp(at, "{.}", 3) == 0;
        const char *behind = at + (is_braced ? 3 : 1);
        char mark = is_braced ? at[1] : *at;
        bool parts_thousands = (mark == ',' || mark == ' ') && size > 0 && digits[0] != '0' &&
                               !has_mark && is_three_digits(behind);

        if (isdigit((unsigned char)*at)) {
            digits[size++] = *at;
            continue;
        }
        if (!parts_thousands) {
            if ((mark != '.' && mark != ',') || has_mark || !isdigit((unsigned char)*behind))
                return false;
            has_mark = true;
            digits[size++] = '.';
        }
        at = behind - 1;
    }
    digits[size] = '\0';
    return size > 0;
}

/* A number while its words are read. */
struct said {
    double total; /* of what scales have ended */
    double part;  /* what is below a thousand, up to now */
    double scale; /* the next one must be below it */
    double room;  /* a small word may be added that is below it */
    bool is_begun;
    bool is_and; /* which a small word must follow */
};

static bool add_small(struct said *said, double value)
{
    if (value >= said->room)
        return false;
    said->part += value;
    said->room = value >= 20 ? 10 : 0;
    return true;
}

static bool multiply(struct said *said, double value)
{
    if (said->part < 1 || said->part > 99)
        return false;
    said->part *= value;
    said->room = value == 100 ? 100 : 0;
    return true;
}

static bool end_part(struct said *said, double scale)
{
    if (said->part < 1 || scale >= said->scale)
        return false;
    said->total += said->part * scale;
    said->part = 0;
    said->scale = scale;
    said->room = 100;
    return true;
}

/* Adds the number's next word; false where none is said so: "two three", "thousand million". */
static bool add_word(struct said *said, const struct number_word *word)
{
    bool is_first = !said->is_begun;
    bool was_and = said->is_and;

    said->is_begun = true;
    said->is_and = word->kind == WORD_AND;
    if (was_and && word->kind != WORD_SMALL)
        return false;
    if (is_first && word->kind > WORD_SMALL)
        said->part = 1; /* "hundred" for "a hundred" */
    switch (word->kind) {
    case WORD_FIRST:
        said->room = is_first ? 2 : 0;
        return add_small(said, word->value);
    case WORD_SMALL:
        return add_small(said, word->value);
    case WORD_TIMES:
        return multiply(said, word->value);
    case WORD_SCALE:
        return end_part(said, word->value);
    default:
        return !is_first && said->room == 100;
    }
}

static bool number_in_words(struct lap_str text, double *value)
{
    struct said said = {.scale = HUGE_VAL, .room = 100};

    for (size_t at = 0; at < text.size;) {
        const struct number_word *word;
        size_t end = at;

        while (end < text.size && text.bytes[end] != ' ' && text.bytes[end] != '-')
            end++;
        word = find_word(str_part(text, (struct lap_span){at, end}));
        if (!word || !add_word(&said, word))
            return false;
        at = end + 1;
    }
    if (!said.is_begun || said.is_and)
        return false;
    *value = said.total + said.part;
    return true;
}

bool number_of_text(struct lap_str text, double *value)
{
    char digits[LONGEST];

    if (plain_digits(text, digits)) {
        *value = strtod(digits, NULL);
        return true;
    }
    return number_in_words(text, value);
}

size_t number_digits(uint64_t number, char digits[NUMBER_DIGITS])
{
    char backwards[NUMBER_DIGITS];
    size_t size = 0;

    do {
        backwards[size++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    for (size_t i = 0; i < size; i++)
        digits[i] = backwards[size - 1 - i];
    return size;
}

/* SPDX-License-Identifier: MIT */
/* The number that a piece of text says, in digits or in words. */
#include "text/number.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

enum { LONGEST = 64 };

struct number_word {
    const char *word;
    double value;
};

static const struct number_word small_words[] = {
    {"a", 1},         {"an", 1},        {"zero", 0},     {"one", 1},      {"two", 2},
    {"three", 3},     {"four", 4},      {"five", 5},     {"six", 6},      {"seven", 7},
    {"eight", 8},     {"nine", 9},      {"ten", 10},     {"eleven", 11},  {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
    {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},
    {"fifty", 50},    {"sixty", 60},    {"seventy", 70}, {"eighty", 80},  {"ninety", 90},
    {"single", 1},
};

static const struct number_word large_words[] = {
    {"dozen", 12},    {"hundred", 1e2}, {"thousand", 1e3},
    {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
};

static const struct number_word *find_word(const struct number_word *words, size_t count,
                                           struct lap_str text)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i].word) == text.size &&
            strncasecmp(words[i].word, text.bytes, text.size) == 0)
            return &words[i];
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

static bool number_in_words(struct lap_str text, double *value)
{
    double total = 0;
    double part = 0;
    bool has_part = false;

    for (size_t at = 0; at < text.size;) {
        size_t end = at;
        struct lap_str word;
        const struct number_word *found;

        while (end < text.size && text.bytes[end] != ' ' && text.bytes[end] != '-')
            end++;
        word = str_part(text, (struct lap_span){at, end});
        at = end + 1;
        if ((found = find_word(small_words, sizeof small_words / sizeof *small_words, word))) {
            part += found->value;
        } else if ((found =
                        find_word(large_words, sizeof large_words / sizeof *large_words, word))) {
            part = (has_part ? part : 1) * found->value;
            total += found->value > 100 ? part : 0;
            part = found->value > 100 ? 0 : part;
        } else if (!has_part || !str_is_equal(word, str_of("and"))) {
            return false;
        }
        has_part = true;
    }
    if (has_part)
        *value = total + part;
    return has_part;
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

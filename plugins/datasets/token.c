/* SPDX-License-Identifier: MIT */
/* Cuts words at all but letters, digits and the signs that join parts of a word. */
#include "token.h"

#include <string.h>

/* What a byte is. */
enum {
    UPPER = 1,
    SMALL = 2,
    DIGIT = 4,
    UNDERSCORE = 8,
    IN_WORD = UPPER | SMALL | DIGIT | UNDERSCORE,
    MAY_JOIN = 16, /* stands within a word where the bytes beside it allow it */
    BEYOND_ASCII = 32
};

#define TWO(kind) kind, kind
#define TEN(kind) TWO(kind), TWO(kind), TWO(kind), TWO(kind), TWO(kind)
#define LETTERS(kind) TEN(kind), TEN(kind), TWO(kind), TWO(kind), TWO(kind)
#define SIXTEEN(kind) TEN(kind), TWO(kind), TWO(kind), TWO(kind)
#define HALF(kind)                                                                                 \
    SIXTEEN(kind), SIXTEEN(kind), SIXTEEN(kind), SIXTEEN(kind), SIXTEEN(kind), SIXTEEN(kind),      \
        SIXTEEN(kind), SIXTEEN(kind)

static const unsigned char kinds[256] = {
    ['&'] = MAY_JOIN,       ['+'] = MAY_JOIN,           ['-'] = MAY_JOIN,       ['.'] = MAY_JOIN,
    ['0'] = TEN(DIGIT),     ['@'] = MAY_JOIN,           ['A'] = LETTERS(UPPER), ['_'] = UNDERSCORE,
    ['a'] = LETTERS(SMALL), [0x80] = HALF(BEYOND_ASCII)};

size_t word_char(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);

    if (byte < 0x80)
        return (kinds[byte] & IN_WORD) != 0;
    if (byte == 0xC2) {
        unsigned char next = byte_at(text, at + 1);
        return next == 0xB2 || next == 0xB3 || next == 0xB9 ? 2 : 0;
    }
    return byte == 0xE2 ? 0 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

bool is_lost_dash(struct lap_str text, size_t hyphen)
{
    static const char *const words[] = {
        "a ",        "an ",    "the ",         "our ",          "its ",           "this ",
        "these ",    "we ",    "it ",          "is ",           "are ",           "that ",
        "which ",    "where ", "while ",       "with ",         "such ",          "including ",
        "show ",     "shows ", "demonstrate ", "demonstrates ", "demonstrating ", "outperforming ",
        "achieves ", NULL};
    char first = (char)byte_at(text, hyphen + 1);

    for (const char *const *word = words; *word != NULL; word++) {
        if (**word != first) /* nearly always */
            continue;
        size_t size = strlen(*word);
        if (text.size - hyphen > size && memcmp(text.bytes + hyphen + 1, *word, size) == 0)
            return true;
    }
    return false;
}

/* The size of the character at a place that joins two parts of one word, else 0. */
static size_t joiner(struct lap_str text, size_t at)
{
    unsigned char before = at > 0 ? byte_at(text, at - 1) : 0;
    unsigned char after = byte_at(text, at + 1);

    switch ((unsigned char)text.bytes[at]) {
    case '-':
        return word_char(text, at + 1) != 0 && !is_lost_dash(text, at);
    case '.':
        return (is_digit(before) && is_alnum(after)) || (before == 'e' && after == 'g') ||
               (before == 'i' && after == 'e');
    case '+':
    case '&':
        return is_upper(before) && is_upper(after);
    case '@':
        return is_alnum(after);
    case 0xE2: { /* the hyphens of Unicode */
        unsigned char last = byte_at(text, at + 2);
        bool is_hyphen = after == 0x80 && (last == 0x90 || last == 0x91);
        return is_hyphen && word_char(text, at + 3) != 0 ? 3 : 0;
    }
    default:
        return 0;
    }
}

/* Where a word ends that goes on, or not, with a place. */
static size_t word_end(struct lap_str text, size_t at)
{
    for (;;) {
        unsigned kind = at < text.size ? kinds[(unsigned char)text.bytes[at]] : 0;
        if (kind == 0)
            return at;
        size_t size = (kind & IN_WORD) != 0;
        if (size == 0) {
            size = kind == BEYOND_ASCII ? word_char(text, at) : 0;
            size = size != 0 ? size : joiner(text, at);
        }
        if (size == 0)
            break;
        at += size;
    }
    while (byte_at(text, at) == '+')
        at++;
    return at < text.size ? at : text.size;
}

/* Where the sign ends that stands at a place: one character, or 's. */
static size_t sign_end(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);

    if ((byte == '\'' && byte_at(text, at + 1) == 's') ||
        (byte == 0xE2 && byte_at(text, at + 2) == 0x99 && byte_at(text, at + 3) == 's'))
        return at + (byte == '\'' ? 2 : 4);
    size_t size = byte == 0xE2 ? 3 : byte == 0xC2 ? 2 : 1;
    return at + size < text.size ? at + size : text.size;
}

/* The letters and digits of a part of a word, between hyphens. */
struct part {
    size_t upper;
    size_t small;
    size_t digits;
    size_t size;
    unsigned char first;
    unsigned char last;
};

/* How a part is written. */
static unsigned part_flags(const struct part *part)
{
    if (part->digits > 0 && is_digit(part->first) && part->upper + part->small <= 2)
        return IS_NUMBER;
    if (part->upper >= 2 && part->small == 1 && part->digits == 0 && part->last == 's')
        return IS_PLURAL;
    if (part->upper > is_upper(part->first) || (part->digits > 0 && part->upper > 0))
        return IS_MARKED;
    return part->digits > 0 && part->small >= 2 && part->upper == 0 ? IS_CODE : 0;
}

static void add_byte(struct part *part, unsigned char byte)
{
    unsigned kind = kinds[byte];

    part->first = part->size == 0 ? byte : part->first;
    part->last = byte;
    part->upper += kind == UPPER;
    part->small += kind == SMALL || kind == BEYOND_ASCII;
    part->digits += kind == DIGIT;
    part->size++;
}

/* Whether a word is letters in lower case, at most with a capital: most are. */
static bool is_plain(struct lap_str word)
{
    size_t small = 1;

    while (small < word.size && is_lower((unsigned char)word.bytes[small]))
        small++;
    return small == word.size && (kinds[(unsigned char)word.bytes[0]] & (UPPER | SMALL)) != 0;
}

/* How a word is written that is not plain. */
static unsigned mixed_flags(struct lap_str word)
{
    unsigned flags = 0, last = 0;
    size_t parts = 0, capitals = 0;
    struct part part = {.size = 0};

    for (size_t i = 0; i <= word.size; i++) {
        if (i < word.size && word.bytes[i] != '-') {
            add_byte(&part, (unsigned char)word.bytes[i]);
        } else if (part.size > 0) {
            last = part_flags(&part);
            capitals += is_upper(part.first);
            flags |= last;
            parts++;
            part = (struct part){.size = 0};
        }
    }
    unsigned first = is_upper((unsigned char)word.bytes[0]) ? IS_CAPITAL : 0;
    if (parts > 1 && (flags & IS_NUMBER) != 0)
        flags = capitals > 0 && word.size > 3 ? flags | IS_MARKED : flags & ~(unsigned)IS_NUMBER;
    if (word.bytes[word.size - 1] == '+' && first != 0)
        flags |= IS_MARKED;
    if ((flags & IS_MARKED) != 0)
        flags &= ~(unsigned)(IS_NUMBER | IS_CODE);
    if (last != IS_PLURAL)
        flags &= ~(unsigned)IS_PLURAL;
    return first | flags;
}

unsigned word_flags(struct lap_str word)
{
    if (!is_plain(word))
        return mixed_flags(word);
    return is_upper((unsigned char)word.bytes[0]) ? IS_CAPITAL : 0;
}

size_t token_end(struct lap_str text, size_t at)
{
    unsigned kind = kinds[(unsigned char)text.bytes[at]];

    if ((kind & (IN_WORD | BEYOND_ASCII)) == 0 && text.bytes[at] != '\'')
        return at + 1;
    return word_char(text, at) != 0 ? word_end(text, at) : sign_end(text, at);
}

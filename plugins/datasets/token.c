/* SPDX-License-Identifier: MIT */
/* Cuts words at all but letters, digits and the signs that join parts of a word. */
#include "token.h"

#include "text.h"

/* What a byte is, and what the bytes of a word are together. */
enum { OTHER = 0, UPPER = 1, SMALL = 2, DIGIT = 4, UNDERSCORE = 8, BEYOND_ASCII = 16, JOINER = 32 };

#define TWICE(kind) kind, kind
#define TEN(kind) TWICE(kind), TWICE(kind), TWICE(kind), TWICE(kind), TWICE(kind)
#define LETTERS(kind) TEN(kind), TEN(kind), TWICE(kind), TWICE(kind), TWICE(kind)

/* The kind of each byte of ASCII. */
static const unsigned char kinds[128] = {
    ['0'] = TEN(DIGIT), ['A'] = LETTERS(UPPER), ['_'] = UNDERSCORE, ['a'] = LETTERS(SMALL)};

size_t word_char(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if (byte < 0x80) {
        return kinds[byte] != OTHER;
    }
    if (byte == 0xC2) {
        unsigned char next = byte_at(text, at + 1);
        return next == 0xB2 || next == 0xB3 || next == 0xB9 ? 2 : 0;
    }
    return byte == 0xE2 ? 0 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

/* The size of the character at a place that joins two parts of one word, else 0. */
static size_t joiner(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if (byte == ' ') {
        return 0;
    }
    unsigned char before = at > 0 ? byte_at(text, at - 1) : 0;
    unsigned char after = byte_at(text, at + 1);
    switch (byte) {
    case '-':
        return word_char(text, at + 1) != 0;
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

/* Where the word ends that begins at a place; seen gathers the kinds of its bytes but the first. */
static size_t word_end(struct lap_str text, size_t at, unsigned *seen)
{
    size_t start = at, size = 0;
    do {
        for (; at < text.size && (unsigned char)text.bytes[at] < 0x80; at++) {
            unsigned kind = kinds[(unsigned char)text.bytes[at]];
            if (kind == OTHER) {
                break;
            }
            *seen |= at > start ? kind : 0;
        }
        size = word_char(text, at);
        *seen |= size != 0 ? BEYOND_ASCII : 0;
        if (size == 0 && (size = joiner(text, at)) != 0) {
            *seen |= JOINER;
        }
        at += size;
    } while (size != 0);
    while (byte_at(text, at) == '+') {
        *seen |= JOINER;
        at++;
    }
    return at < text.size ? at : text.size;
}

/* Where the sign ends that stands at a place: one character, or 's. */
static size_t sign_end(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if ((byte == '\'' && byte_at(text, at + 1) == 's') ||
        (byte == 0xE2 && byte_at(text, at + 2) == 0x99 && byte_at(text, at + 3) == 's')) {
        return at + (byte == '\'' ? 2 : 4);
    }
    size_t size = byte == 0xE2 ? 3 : byte == 0xC2 ? 2 : 1;
    return at + size < text.size ? at + size : text.size;
}

/* How a part of a word, between hyphens, is written. */
static unsigned part_flags(struct lap_str part)
{
    size_t upper = 0, small = 0, digits = 0;
    for (size_t i = 0; i < part.size; i++) {
        unsigned char byte = (unsigned char)part.bytes[i];
        upper += is_upper(byte);
        small += is_letter(byte) && !is_upper(byte);
        digits += is_digit(byte);
    }
    size_t inner = upper - is_upper((unsigned char)part.bytes[0]);
    if (digits > 0 && is_digit((unsigned char)part.bytes[0]) && upper + small <= 2) {
        return IS_NUMBER;
    }
    if (upper >= 2 && small == 1 && digits == 0 && part.bytes[part.size - 1] == 's') {
        return IS_PLURAL;
    }
    if (inner > 0 || (digits > 0 && upper > 0)) {
        return IS_MARKED;
    }
    return digits > 0 && small >= 2 && upper == 0 ? IS_CODE : 0;
}

/* How a word is written that is more than letters in lower case behind the first. */
static unsigned word_flags(struct lap_str word)
{
    unsigned flags = 0, last = 0;
    size_t begin = 0, parts = 0, capitals = 0;
    for (size_t i = 0; i <= word.size; i++) {
        if (i < word.size && word.bytes[i] != '-') {
            continue;
        }
        struct lap_str part = {word.bytes + begin, i - begin};
        if (part.size > 0) {
            last = part_flags(part);
            capitals += is_upper((unsigned char)part.bytes[0]);
            flags |= last;
            parts++;
        }
        begin = i + 1;
    }
    unsigned first = is_upper((unsigned char)word.bytes[0]) ? IS_CAPITAL : 0;
    if (parts > 1 && (flags & IS_NUMBER) != 0) {
        flags = capitals > 0 && word.size > 3 ? flags | IS_MARKED : flags & ~(unsigned)IS_NUMBER;
    }
    if (word.bytes[word.size - 1] == '+' && first != 0) {
        flags |= IS_MARKED;
    }
    if ((flags & IS_MARKED) != 0) {
        flags &= ~(unsigned)(IS_NUMBER | IS_CODE);
    }
    if (last != IS_PLURAL) {
        flags &= ~(unsigned)IS_PLURAL;
    }
    return IS_WORD | first | flags;
}

struct token token_cut(struct lap_str text, size_t at)
{
    struct token token = {.span = {at, at}};
    if (word_char(text, at) == 0) {
        token.span.end = sign_end(text, at);
        return token;
    }
    unsigned char first = (unsigned char)text.bytes[at];
    unsigned seen = 0;
    token.span.end = word_end(text, at, &seen);
    bool is_plain = (is_upper(first) || is_lower(first)) && (seen & ~(unsigned)SMALL) == 0;
    token.flags = is_plain ? IS_WORD | (is_upper(first) ? (unsigned)IS_CAPITAL : 0)
                           : word_flags(part_of(text, token.span));
    return token;
}

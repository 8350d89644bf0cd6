/* SPDX-License-Identifier: MIT */
/* Cuts words at all but letters, digits and the signs that join parts of a word. */
#include "token.h"

#include "text.h"

size_t word_char(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if (byte < 0x80) {
        return is_alnum(byte) || byte == '_';
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
    unsigned char before = at > 0 ? byte_at(text, at - 1) : 0;
    unsigned char byte = byte_at(text, at);
    unsigned char after = byte_at(text, at + 1);
    if (byte == '-' && word_char(text, at + 1) != 0) {
        return 1;
    }
    if (byte == 0xE2 && after == 0x80 &&
        (byte_at(text, at + 2) == 0x90 || byte_at(text, at + 2) == 0x91) &&
        word_char(text, at + 3) != 0) {
        return 3;
    }
    if (byte == '.' && is_digit(before) && is_alnum(after)) {
        return 1;
    }
    if ((byte == '+' || byte == '&') && is_upper(before) && is_upper(after)) {
        return 1;
    }
    if (byte == '.' && ((before == 'e' && after == 'g') || (before == 'i' && after == 'e'))) {
        return 1;
    }
    return byte == '@' && is_alnum(after);
}

size_t word_end(struct lap_str text, size_t at)
{
    for (;;) {
        size_t size = word_char(text, at);
        if (size == 0) {
            size = joiner(text, at);
        }
        if (size == 0) {
            break;
        }
        at += size;
    }
    while (byte_at(text, at) == '+') {
        at++;
    }
    return at < text.size ? at : text.size;
}

size_t punctuation_end(struct lap_str text, size_t at)
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
    size_t upper = 0, small = 0, digits = 0, inner = 0;
    for (size_t i = 0; i < part.size; i++) {
        unsigned char byte = (unsigned char)part.bytes[i];
        upper += is_upper(byte);
        inner += is_upper(byte) && i > 0;
        small += is_letter(byte) && !is_upper(byte);
        digits += is_digit(byte);
    }
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

unsigned word_flags(struct lap_str word)
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

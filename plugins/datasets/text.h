/* SPDX-License-Identifier: MIT */
/* Bytes of a text, and parts of it. Only ASCII has upper and lower case here. */
#ifndef DATASETS_TEXT_H
#define DATASETS_TEXT_H

#include <lapidary/plugin.h>

#include <stdbool.h>

/* Classes of bytes. Only A to Z are upper case; every byte of a letter beyond ASCII is a letter. */
static inline bool is_upper(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool is_lower(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static inline bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool is_letter(unsigned char byte)
{
    return is_upper(byte) || is_lower(byte) || byte >= 0x80;
}

static inline bool is_alnum(unsigned char byte)
{
    return is_letter(byte) || is_digit(byte);
}

/* Of A to Z the small letter, of any other byte the byte itself. */
static inline unsigned char lower(unsigned char byte)
{
    return is_upper(byte) ? (unsigned char)(byte + 32) : byte;
}

/* The byte at a place, 0 beyond the end. */
static inline unsigned char byte_at(struct lap_str text, size_t at)
{
    return at < text.size ? (unsigned char)text.bytes[at] : 0;
}

/* Eight bytes as a number, the first of them the lowest. */
static inline uint64_t eight_of(const unsigned char *in)
{
    return (uint64_t)in[0] | (uint64_t)in[1] << 8 | (uint64_t)in[2] << 16 | (uint64_t)in[3] << 24 |
           (uint64_t)in[4] << 32 | (uint64_t)in[5] << 40 | (uint64_t)in[6] << 48 |
           (uint64_t)in[7] << 56;
}

/* The part borrows the text. */
static inline struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

/* Whether a text is a word in lower case, upper and lower case being alike. */
static inline bool is_same_word(struct lap_str text, const char *word, size_t size)
{
    size_t i = 0;

    while (i < size && i < text.size &&
           lower((unsigned char)text.bytes[i]) == (unsigned char)word[i])
        i++;
    return i == size && i == text.size;
}

/* Whether a word ends with one of a table that NULL ends, case and all. */
bool has_end(const char *const *ends, struct lap_str word);

#endif

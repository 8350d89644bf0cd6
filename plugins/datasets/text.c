/* SPDX-License-Identifier: MIT */
/* Works on bytes: only ASCII has upper and lower case here. */
#include "text.h"

#include <string.h>

unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
}

bool is_upper(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

bool is_lower(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

bool is_letter(unsigned char byte)
{
    return is_upper(byte) || is_lower(byte) || byte >= 0x80;
}

bool is_alnum(unsigned char byte)
{
    return is_letter(byte) || is_digit(byte);
}

bool is_in(const char *const *words, struct lap_str word)
{
    for (; *words != NULL; words++) {
        size_t i = 0;
        while (i < word.size && (*words)[i] != '\0' &&
               lower((unsigned char)word.bytes[i]) == (unsigned char)(*words)[i]) {
            i++;
        }
        if (i == word.size && (*words)[i] == '\0') {
            return true;
        }
    }
    return false;
}

bool has_end(const char *const *ends, struct lap_str word)
{
    for (; *ends != NULL; ends++) {
        size_t size = strlen(*ends);
        if (size <= word.size && memcmp(word.bytes + word.size - size, *ends, size) == 0) {
            return true;
        }
    }
    return false;
}

unsigned char byte_at(struct lap_str text, size_t at)
{
    return at < text.size ? (unsigned char)text.bytes[at] : 0;
}

struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

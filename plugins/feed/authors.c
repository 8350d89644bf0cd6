/* SPDX-License-Identifier: MIT */
/* The counting of names. */
#include "authors.h"

#include <string.h>

#include "../hf_listing/text.h"

/* The size of the word `and` with the space before it at this place; else 0. */
static size_t and_size(struct lap_str text, size_t at)
{
    static const char word[] = " and ";
    size_t size = sizeof word - 1;

    return text.size - at >= size && memcmp(text.bytes + at, word, size) == 0 ? size - 1 : 0;
}

/* The size of what parts two names at this place; else 0. */
static size_t parting_size(struct lap_str text, size_t at, char sign)
{
    if (text.bytes[at] == sign)
        return 1;
    return sign == ',' ? and_size(text, at) : 0;
}

static bool is_of_name(char c)
{
    return is_letter(c) || (unsigned char)c >= 0x80;
}

size_t author_count(struct lap_str text)
{
    char sign = memchr(text.bytes, ';', text.size) ? ';' : ',';
    size_t count = 0;
    size_t depth = 0;
    bool is_in_name = false;

    for (size_t at = 0; at < text.size;) {
        size_t parting = depth ? 0 : parting_size(text, at, sign);
        char c = text.bytes[at];

        if (c == '(')
            depth++;
        else if (c == ')' && depth)
            depth--;
        if (parting) {
            is_in_name = false;
        } else if (depth == 0 && !is_in_name && is_of_name(c)) {
            is_in_name = true;
            count++;
        }
        at += parting ? parting : 1;
    }
    return count;
}

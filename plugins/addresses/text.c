/* SPDX-License-Identifier: MIT */
/* Compares pieces of text with words, byte by byte. */
#include "text.h"

#include <ctype.h>
#include <string.h>

struct lap_str part_of(struct lap_str text, size_t start, size_t end)
{
    return (struct lap_str){text.bytes + start, end - start};
}

bool is_same(struct lap_str text, const char *word)
{
    return text.size == strlen(word) && memcmp(text.bytes, word, text.size) == 0;
}

bool is_same_folded(struct lap_str text, const char *word)
{
    if (text.size != strlen(word))
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (tolower((unsigned char)text.bytes[i]) != word[i])
            return false;
    return true;
}

bool starts_with(struct lap_str text, const char *start)
{
    return text.size >= strlen(start) && memcmp(text.bytes, start, strlen(start)) == 0;
}

bool ends_with(struct lap_str text, const char *end)
{
    size_t size = strlen(end);

    return text.size >= size && memcmp(text.bytes + text.size - size, end, size) == 0;
}

bool is_one_of(struct lap_str text, const char *const *words)
{
    for (; *words; words++)
        if (is_same_folded(text, *words))
            return true;
    return false;
}

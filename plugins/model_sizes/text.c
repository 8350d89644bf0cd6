/* SPDX-License-Identifier: MIT */
/* Pieces of text, byte by byte. */
#include "text.h"

#include <ctype.h>
#include <string.h>

bool is_word(struct lap_str text, const char *word)
{
    size_t i = 0;

    while (i < text.size && tolower((unsigned char)text.bytes[i]) == word[i])
        i++;
    return i == text.size && word[i] == '\0';
}

bool is_one_of(struct lap_str text, const char *const *words)
{
    for (; *words; words++)
        if (is_word(text, *words))
            return true;
    return false;
}

struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

bool stands_at(struct lap_str text, size_t at, const char *word)
{
    return at <= text.size && text.size - at >= strlen(word) &&
           memcmp(text.bytes + at, word, strlen(word)) == 0;
}

bool stands_folded_at(struct lap_str text, size_t at, const char *word)
{
    size_t size = strlen(word);

    return at <= text.size && text.size - at >= size &&
           is_word((struct lap_str){text.bytes + at, size}, word);
}

bool is_word_sign(char sign)
{
    return isalnum((unsigned char)sign) || (unsigned char)sign >= 0x80;
}

struct lap_span word_before(struct lap_str text, size_t end)
{
    struct lap_span word;

    while (end > 0 && strchr(" (~$", text.bytes[end - 1]))
        end--;
    word.start = word.end = end;
    while (word.start > 0 && is_word_sign(text.bytes[word.start - 1]))
        word.start--;
    return word;
}

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

/* Of a word that is longer than any that says something, as much is read as tells so: the time that
 * a text without spaces takes grows with its length only. */
struct lap_span word_before(struct lap_str text, size_t end)
{
    enum { WORD_AT_MOST = 100 };
    struct lap_span word;

    while (end > 0 && strchr(" (~$", text.bytes[end - 1]))
        end--;
    word.start = word.end = end;
    while (word.start > 0 && end - word.start < WORD_AT_MOST &&
           is_word_sign(text.bytes[word.start - 1]))
        word.start--;
    return word;
}

/* SPDX-License-Identifier: MIT */
/* Where a sentence of an abstract begins and ends. */
#include "text/sentence.h"

#include <ctype.h>
#include <stdint.h>
#include <strings.h>

/* Words whose dot seldom ends a sentence. */
static const char *const abbreviations[] = {
    "al", "approx", "ca",   "cf",  "Dr",   "e.g",  "Eq",  "Eqs", "Fig", "Figs", "i.e",   "incl",
    "No", "pp",     "Prof", "Ref", "Refs", "resp", "Sec", "St",  "Tab", "vs",   "w.r.t",
};

static bool is_closing(char c)
{
    return c != '\0' && strchr("\"')]}", c) != NULL;
}

static bool is_abbreviation(struct lap_str text, size_t dot)
{
    size_t begin = dot;
    struct lap_str word;

    while (begin > 0 &&
           (isalnum((unsigned char)text.bytes[begin - 1]) || text.bytes[begin - 1] == '.'))
        begin--;
    word = str_part(text, (struct lap_span){begin, dot});
    if (word.size == 1 && isupper((unsigned char)word.bytes[0]))
        return true;
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
        const char *abbreviation = abbreviations[i];

        if ((*abbreviation | 0x20) == (*word.bytes | 0x20) &&
            strncasecmp(abbreviation, word.bytes, word.size) == 0 &&
            abbreviation[word.size] == '\0')
            return true;
    }
    return false;
}

/* Letters of a word before a dot that no space follows: fewer may be an abbreviation. */
enum { LEAST_WORD = 3 };

/* Nearly all bytes of a text end no sentence; this is what they cost. */
static const bool is_mark[256] = {['.'] = true, ['!'] = true, ['?'] = true};

/* Whether a word in small letters, or a closing bracket, stands before a place: no name of a file,
 * a host or a module. */
static bool has_plain_end(struct lap_str text, size_t at)
{
    size_t begin = at;

    while (begin > 0 && islower((unsigned char)text.bytes[begin - 1]))
        begin--;
    if (begin == at)
        return at > 0 && text.bytes[at - 1] == ')';
    return at - begin >= LEAST_WORD &&
           (begin == 0 || text.bytes[begin - 1] == ' ' || text.bytes[begin - 1] == '-');
}

/* Whether a word with one capital, its first letter, stands at a place. */
static bool has_first_word(struct lap_str text, size_t at)
{
    size_t end = at + 1;

    if (at == text.size || !isupper((unsigned char)text.bytes[at]))
        return false;
    while (end < text.size && islower((unsigned char)text.bytes[end]))
        end++;
    return end - at > 1 && end < text.size && (text.bytes[end] == ' ' || text.bytes[end] == ',');
}

/* Where the sentence's end stands if the mark at `mark` ends one; 0 if it does not. */
static size_t end_behind(struct lap_str text, size_t mark)
{
    size_t end = mark + 1;

    while (end < text.size && is_closing(text.bytes[end]))
        end++;
    if (end == text.size)
        return end;
    if (text.bytes[end] != ' ')
        return has_plain_end(text, mark) && has_first_word(text, end) ? end : 0;
    if (end + 1 < text.size && islower((unsigned char)text.bytes[end + 1]))
        return 0;
    return text.bytes[mark] == '.' && is_abbreviation(text, mark) ? 0 : end;
}

/* Where the mark may stand that ends the sentence of a place: that, or before the closing marks
 * that it stands among. */
static size_t mark_of(struct lap_str text, size_t at)
{
    while (at > 0 && at < text.size && is_closing(text.bytes[at]))
        at--;
    return at;
}

struct lap_span sentence_at(struct lap_str text, size_t at)
{
    struct lap_span sentence = {0, text.size};

    for (size_t i = at < text.size ? at : text.size; i-- > 0;) {
        size_t end = is_mark[(uint8_t)text.bytes[i]] ? end_behind(text, i) : 0;

        if (end && end <= at) {
            sentence.start = end < text.size && text.bytes[end] == ' ' ? end + 1 : end;
            break;
        }
    }
    for (size_t i = mark_of(text, at); i < text.size; i++) {
        size_t end = is_mark[(uint8_t)text.bytes[i]] ? end_behind(text, i) : 0;

        if (end > at) {
            sentence.end = end;
            break;
        }
    }
    return sentence;
}

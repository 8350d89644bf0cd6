/* SPDX-License-Identifier: MIT */
/* Which characters a class or an escape of a regular expression stands for (pcre2pattern(3), UTF
 * mode without UCP). It may say too many, never too few. */
#include "scan/class.h"

#include <ctype.h>
#include <string.h>

#include "declare/posix_class.h"
#include "text/str.h"
#include "text/utf8.h"

enum { LONG_S = 0x17F, KELVIN = 0x212A };

static void complement(struct characters *characters)
{
    struct byte_set ascii = {{~UINT64_C(0), ~UINT64_C(0), 0, 0}, false};

    if (!characters->is_loose)
        ascii = byte_set_without(ascii, &characters->bytes);
    characters->bytes = ascii;
    characters->has_others = true;
    characters->has_twins = true;
}

static void add_range(struct characters *characters, uint32_t first, uint32_t last)
{
    for (uint32_t point = first; point <= last && point < 0x80; point++)
        byte_set_add(&characters->bytes, point);
    characters->has_others |= last >= 0x80;
    characters->has_twins |=
        (first <= LONG_S && LONG_S <= last) || (first <= KELVIN && KELVIN <= last);
}

void characters_add(struct characters *characters, uint32_t point)
{
    add_range(characters, point, point);
}

bool characters_fold(struct characters *characters)
{
    static const uint64_t small = UINT64_C(0x03FFFFFF) << ('a' - 64);
    static const uint64_t twins = UINT64_C(1) << ('k' - 64) | UINT64_C(1) << ('s' - 64);
    uint64_t *bits = &characters->bytes.bits[1];
    uint64_t letters = (*bits | *bits << ('a' - 'A')) & small;
    bool has_twins = (letters & twins) != 0;

    if (characters->has_twins) {
        letters |= twins;
        characters->is_loose = true; /* perhaps none of the others is a twin */
    }
    *bits |= letters | letters >> ('a' - 'A');
    return has_twins;
}

struct characters characters_any(void)
{
    struct characters any = {.has_others = true, .has_twins = true, .is_loose = true};

    byte_set_add_range(&any.bytes, 0, 0x7F);
    return any;
}

bool characters_add_shorthand(struct characters *characters, char letter)
{
    struct characters of = {.has_others = false};

    switch (letter) {
    case 'd':
    case 'D':
        byte_set_add_range(&of.bytes, '0', '9');
        break;
    case 'w':
    case 'W':
        of.bytes = byte_set_word();
        break;
    case 's':
    case 'S':
        byte_set_add_range(&of.bytes, 0x09, 0x0D);
        byte_set_add(&of.bytes, ' ');
        break;
    default:
        return false;
    }
    if (isupper((unsigned char)letter))
        complement(&of);
    characters->bytes = byte_set_either(characters->bytes, &of.bytes);
    characters->has_others |= of.has_others;
    characters->has_twins |= of.has_twins;
    return true;
}

static void add_any(struct characters *characters)
{
    *characters = characters_any();
}

static int hex_value(const char **at)
{
    int value = 0;
    int digits = 0;
    bool is_braced = **at == '{';

    *at += is_braced;
    while (isxdigit((unsigned char)**at) && (is_braced || digits < 2) && value < 0x110000) {
        int digit = **at <= '9' ? **at - '0' : (**at | 32) - 'a' + 10;

        value = value * 16 + digit;
        digits++;
        (*at)++;
    }
    if (is_braced && **at != '}')
        return -1;
    *at += is_braced;
    return digits ? value : -1;
}

int class_escaped_point(const char **at)
{
    static const char letters[] = "aefnrt";
    static const char values[] = "\a\033\f\n\r\t";
    char c = **at;
    const char *letter = c ? strchr(letters, c) : NULL;

    if (!c)
        return -1;
    (*at)++;
    if (c == 'x')
        return hex_value(at);
    if (letter)
        return values[letter - letters];
    return ispunct((unsigned char)c) || c == ' ' || c == '\n' || c == '\t' ? c : -1;
}

bool class_skip_property(const char **at)
{
    if (**at == '{') {
        const char *end = strchr(*at, '}');

        if (!end)
            return false;
        *at = end + 1;
        return true;
    }
    if (!**at)
        return false;
    (*at)++;
    return true;
}

/* What an escape inside a class adds: its point, -1 for a set; false where it is not known. */
static bool read_escape(struct characters *characters, const char **at, int *point)
{
    char c = **at;

    *point = -1;
    if (characters_add_shorthand(characters, c)) {
        (*at)++;
        return true;
    }
    if (c && strchr("hHvV", c)) {
        (*at)++;
        add_any(characters);
        return true;
    }
    if (c == 'p' || c == 'P') {
        (*at)++;
        add_any(characters);
        return class_skip_property(at);
    }
    if (c == 'b') {
        (*at)++;
        *point = '\b';
    } else {
        *point = class_escaped_point(at);
    }
    return *point >= 0;
}

/* The code point that stands there, in text that PCRE2 took for UTF-8; -1 for what is none. */
static int point_at(const char **at)
{
    struct lap_str text = {*at, strnlen(*at, 4)};
    uint32_t point = 0;
    size_t size = utf8_decode(text, 0, &point);

    *at += size;
    return size ? (int)point : -1;
}

/* One member of a class: its point, or -1 where it is a set that was added. */
static bool read_member(const char **at, struct characters *characters, int *point)
{
    const char *end_of_posix = posix_class_end(*at);

    if (end_of_posix) {
        *at = end_of_posix;
        add_any(characters);
        *point = -1;
        return true;
    }
    if (**at == '\\') {
        (*at)++;
        return read_escape(characters, at, point);
    }
    *point = point_at(at);
    return *point >= 0;
}

static bool read_range_end(const char **at, struct characters *characters, int first)
{
    int last;

    (*at)++;
    if (!read_member(at, characters, &last) || last < 0)
        return false;
    add_range(characters, (uint32_t)first, (uint32_t)last);
    return true;
}

static bool read_members(const char **at, struct characters *characters)
{
    bool is_first = true;
    int point;

    for (; **at && (**at != ']' || is_first); is_first = false) {
        if (!read_member(at, characters, &point))
            return false;
        if (point < 0)
            continue;
        if ((*at)[0] == '-' && (*at)[1] && (*at)[1] != ']') {
            if (!read_range_end(at, characters, point))
                return false;
        } else {
            characters_add(characters, (uint32_t)point);
        }
    }
    if (**at != ']')
        return false;
    (*at)++;
    return true;
}

bool class_read(const char **at, bool is_caseless, struct characters *characters, bool *has_twins)
{
    bool is_negated = **at == '^';

    /* [[:<:]] and [[:>:]] are no classes but the sides of a word. */
    if (strncmp(*at, "[:<:]]", 6) == 0 || strncmp(*at, "[:>:]]", 6) == 0)
        return false;
    *at += is_negated;
    if (!read_members(at, characters))
        return false;
    if (is_caseless)
        *has_twins |= characters_fold(characters);
    if (is_negated)
        complement(characters);
    return true;
}

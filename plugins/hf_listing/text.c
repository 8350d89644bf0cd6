/* SPDX-License-Identifier: MIT */
/* Finding pieces of text, byte by byte; white space within it and case are those of ASCII, which
 * with_plain_spaces sees to. */
#include "text.h"

#include <string.h>

/* Where the first white space beyond ASCII stands in text; text.size where there is none. */
static size_t foreign_space_at(struct lap_str text)
{
    size_t at = 0;

    while (at < text.size && ((unsigned char)text.bytes[at] < 0x80 || !lap_white_size(text, at)))
        at++;
    return at;
}

struct lap_str with_plain_spaces(const struct lap_host *host, struct lap_call *call,
                                 struct lap_str text)
{
    size_t at = foreign_space_at(text);
    struct lap_str plain = {NULL, 0};
    char *bytes;

    if (at == text.size)
        return text;
    bytes = host->alloc(call, text.size);
    if (!bytes)
        return plain;
    for (; text.size; at = foreign_space_at(text)) {
        memcpy(bytes + plain.size, text.bytes, at);
        plain.size += at;
        text = without_first(text, at);
        if (text.size == 0)
            break;
        bytes[plain.size++] = ' ';
        text = without_first(text, lap_white_size(text, 0));
    }
    plain.bytes = bytes;
    return plain;
}

/* The place where the last character of a text begins that is not empty. */
static size_t last_start(struct lap_str text)
{
    size_t at = text.size - 1;

    while (at > 0 && (text.bytes[at] & 0xC0) == 0x80)
        at--;
    return at;
}

struct lap_str trimmed(struct lap_str text)
{
    size_t white;

    while (text.size && (white = lap_white_size(text, 0)) > 0)
        text = without_first(text, white);
    while (text.size && lap_white_size(text, last_start(text)) > 0)
        text.size = last_start(text);
    return text;
}

bool starts_with(struct lap_str text, const char *start)
{
    size_t size = strlen(start);

    return text.size >= size && memcmp(text.bytes, start, size) == 0;
}

bool ends_with(struct lap_str text, const char *end)
{
    size_t size = strlen(end);

    return text.size >= size && memcmp(text.bytes + text.size - size, end, size) == 0;
}

const char *place_of(struct lap_str text, const char *part)
{
    size_t size = strlen(part);
    const char *end = text.bytes + text.size;
    const char *at = text.bytes;

    while ((size_t)(end - at) >= size &&
           (at = memchr(at, part[0], (size_t)(end - at) - size + 1))) {
        if (memcmp(at, part, size) == 0)
            return at;
        at++;
    }
    return NULL;
}

size_t digit_count(struct lap_str text)
{
    size_t count = 0;

    while (count < text.size && is_digit(text.bytes[count]))
        count++;
    return count;
}

size_t first_word_size(struct lap_str text)
{
    size_t size = 0;

    while (size < text.size && !is_space(text.bytes[size]))
        size++;
    return size;
}

struct lap_str last_word(struct lap_str text)
{
    size_t start = text.size;

    while (start && !is_space(text.bytes[start - 1]))
        start--;
    return without_first(text, start);
}

struct lap_str take_line(struct lap_str *text)
{
    const char *lf = memchr(text->bytes, '\n', text->size);
    size_t size = lf ? (size_t)(lf - text->bytes) + 1 : text->size;
    struct lap_str line = {text->bytes, size};

    *text = without_first(*text, size);
    return trimmed(line);
}

/* SPDX-License-Identifier: MIT */
/* Undoing Markdown: an image says nothing, a backslash stands before a sign that is meant as it is,
 * one or two before a line's end. */
#include "words.h"

#include <stdbool.h>
#include <string.h>

#include "../hf_listing/text.h"
#include "link.h"

static bool is_sign(char c)
{
    return c > ' ' && c < 0x7F && !is_digit(c) && !is_letter(c);
}

static bool is_line_end(struct lap_str text)
{
    return text.size == 0 || text.bytes[0] == '\n' || text.bytes[0] == '\r';
}

/* How many bytes of a text that begins with a backslash say nothing: those of a broken line, also
 * where its end has become a space, or the one before a sign. */
static size_t silent_size(struct lap_str text)
{
    struct lap_str behind = without_first(text, 1);

    if (is_line_end(behind) || is_space(behind.bytes[0]))
        return 1;
    if (behind.bytes[0] == '\\' && is_line_end(without_first(behind, 1)))
        return 2;
    return is_sign(behind.bytes[0]);
}

/* Takes the next sign off words and writes it to to, unless it says nothing; gives the end of what
 * is written. */
static char *take_sign(struct lap_str *words, char *to)
{
    size_t silent = words->bytes[0] == '\\' ? silent_size(*words) : image_size(*words);
    bool is_escape = silent == 1 && words->size > 1 && is_sign(words->bytes[1]);

    *words = without_first(*words, silent);
    if (silent == 0 || is_escape) {
        *to++ = words->bytes[0];
        *words = without_first(*words, 1);
    }
    return to;
}

struct lap_str plain_words(const struct lap_host *host, struct lap_call *call, struct lap_str words)
{
    struct lap_str plain = {NULL, 0};
    char *bytes;
    char *to;

    if (!memchr(words.bytes, '\\', words.size) && !place_of(words, "!["))
        return trimmed(words);
    bytes = host->alloc(call, words.size);
    if (!bytes)
        return plain;
    to = bytes;
    while (words.size)
        to = take_sign(&words, to);
    plain = (struct lap_str){bytes, (size_t)(to - bytes)};
    return trimmed(plain);
}

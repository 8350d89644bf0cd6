/* SPDX-License-Identifier: MIT */
/* A tag: a name, and attributes of which one at least has a value (`a <b and c> d` has no tag). */
#include "tag.h"

#include <string.h>

#include "../hf_listing/text.h"

static bool is_named_so(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

static bool has(struct lap_str text, size_t at, char c)
{
    return at < text.size && text.bytes[at] == c;
}

/* The place behind the signs from at on that are of a kind. */
static size_t pass(struct lap_str text, size_t at, bool (*is_such)(char))
{
    while (at < text.size && is_such(text.bytes[at]))
        at++;
    return at;
}

/* No sign that ends a value without quotes, or may not stand in it. */
static bool is_bare(char c)
{
    return !is_space(c) && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Passes over the value at *at; false where there is none. */
static bool pass_value(struct lap_str text, size_t *at)
{
    size_t begin = pass(text, *at, is_space);

    if (has(text, begin, '"') || has(text, begin, '\'')) {
        const char *end = memchr(text.bytes + begin + 1, text.bytes[begin], text.size - begin - 1);

        *at = end ? (size_t)(end - text.bytes) + 1 : begin + 1;
        return end != NULL;
    }
    *at = pass(text, begin, is_bare);
    return *at > begin;
}

/* Passes over the attributes at *at; false where something else stands among them. */
static bool pass_attributes(struct lap_str text, size_t *at)
{
    bool has_any = false;
    bool has_value = false;

    for (;;) {
        size_t begin = pass(text, *at, is_space);
        size_t end = pass(text, begin, is_named_so);
        size_t sign = pass(text, end, is_space);

        if (end == begin || begin == *at) {
            *at = begin;
            return has_value || !has_any;
        }
        has_any = true;
        *at = end;
        if (!has(text, sign, '='))
            continue;
        *at = sign + 1;
        if (!pass_value(text, at))
            return false;
        has_value = true;
    }
}

static bool is_of_name(char c)
{
    return is_letter(c) || is_digit(c);
}

struct tag tag_at(struct lap_str text)
{
    bool is_end = has(text, 1, '/');
    size_t begin = is_end ? 2 : 1;
    size_t at = pass(text, begin, is_of_name);
    struct tag tag = {.name = {text.bytes + begin, at - begin}, .is_end = is_end};
    enum html_kind kind = html_kind_of(tag.name);

    if (kind == HTML_NONE || !pass_attributes(text, &at))
        return tag;
    at += has(text, at, '/');
    if (has(text, at, '>')) {
        tag.kind = kind;
        tag.size = at + 1;
    }
    return tag;
}

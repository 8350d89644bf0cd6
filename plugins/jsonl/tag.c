/* SPDX-License-Identifier: MIT */
/* Walking over tags and attributes as browsers do (HTML Standard, 13.2.5). */
#include "tag.h"

#include <string.h>
#include <strings.h>

#include "../feed/entity.h"
#include "../hf_listing/text.h"

/* ---- Signs ---- */

static bool is_sign_at(struct lap_str text, size_t at, char sign)
{
    return at < text.size && text.bytes[at] == sign;
}

static bool is_text(struct lap_str text, const char *other)
{
    return text.size == strlen(other) && strncasecmp(text.bytes, other, text.size) == 0;
}

/* Where part stands from at on, in upper or lower case; text.size where it does not. */
static size_t place_from(struct lap_str text, size_t at, const char *part)
{
    size_t size = strlen(part);
    const char *found;

    while (at < text.size && (found = memchr(text.bytes + at, part[0], text.size - at))) {
        at = (size_t)(found - text.bytes);
        if (text.size - at >= size && strncasecmp(found, part, size) == 0)
            return at;
        at++;
    }
    return text.size;
}

static size_t without_spaces(struct lap_str text, size_t at)
{
    while (at < text.size && is_space(text.bytes[at]))
        at++;
    return at;
}

/* ---- Attributes ---- */

static struct lap_str word_at(struct lap_str page, size_t *at, const char *ends)
{
    size_t start = *at;

    while (*at < page.size && !is_space(page.bytes[*at]) && !strchr(ends, page.bytes[*at]))
        ++*at;
    return (struct lap_str){page.bytes + start, *at - start};
}

/* The value at *at, in quotes or without. */
static struct lap_str value_at(struct lap_str page, size_t *at)
{
    const char *end;
    struct lap_str value;

    if (!is_sign_at(page, *at, '"') && !is_sign_at(page, *at, '\''))
        return word_at(page, at, ">");
    value.bytes = page.bytes + *at + 1;
    value.size = page.size - *at - 1;
    end = memchr(value.bytes, page.bytes[*at], value.size);
    if (end)
        value.size = (size_t)(end - value.bytes);
    *at += 1 + value.size + (end != NULL);
    return value;
}

/* Reads the attributes up to the end of the tag. */
static void read_attributes(struct lap_str page, size_t *at, struct tag *tag)
{
    for (;;) {
        struct lap_str name;
        struct lap_str value = {NULL, 0};

        *at = without_spaces(page, *at);
        if (*at == page.size || page.bytes[*at] == '>')
            break;
        name = word_at(page, at, "=>/");
        *at += name.size == 0; /* a sign that begins none */
        if (is_sign_at(page, without_spaces(page, *at), '=') && name.size) {
            *at = without_spaces(page, without_spaces(page, *at) + 1);
            value = value_at(page, at);
        }
        if (is_text(name, "data-target"))
            tag->target = value;
        else if (is_text(name, "data-props"))
            tag->props = value;
    }
    *at += *at < page.size;
}

/* ---- Tags ---- */

/* What stands in these elements is no HTML. */
static const struct {
    const char *name, *end;
} raw_elements[] = {{"script", "</script"}, {"style", "</style"}};

static void pass_raw_text(struct lap_str page, size_t *at, struct lap_str name)
{
    for (size_t i = 0; i < sizeof raw_elements / sizeof *raw_elements; i++)
        if (is_text(name, raw_elements[i].name))
            *at = place_from(page, *at, raw_elements[i].end);
}

bool next_tag(struct lap_str page, size_t *at, struct tag *tag)
{
    static const char comment[] = "<!--";

    while ((*at = place_from(page, *at, "<")) < page.size) {
        size_t left = page.size - *at;

        if (left >= strlen(comment) && memcmp(page.bytes + *at, comment, strlen(comment)) == 0) {
            *at = place_from(page, *at + strlen(comment), "-->");
            continue;
        }
        ++*at;
        if (*at == page.size || !is_letter(page.bytes[*at]))
            continue;
        *tag = (struct tag){.name = word_at(page, at, "/>")};
        read_attributes(page, at, tag);
        pass_raw_text(page, at, tag->name);
        return true;
    }
    return false;
}

/* ---- References ---- */

/* Appends what the reference at *at stands for, or its first sign alone, and sets *at behind. */
static size_t decode(struct lap_str text, size_t *at, char *out)
{
    struct lap_str rest = {text.bytes + *at, text.size - *at};
    size_t size = entity_size(rest);
    size_t text_size = size ? entity_text((struct lap_str){rest.bytes, size}, out) : 0;

    if (text_size == 0)
        *out = rest.bytes[0];
    *at += text_size ? size : 1;
    return text_size ? text_size : 1;
}

struct lap_str attribute_text(const struct lap_host *host, struct lap_call *call,
                              struct lap_str attribute)
{
    struct lap_str text = {NULL, 0};
    char *out = host->alloc(call, attribute.size + 1); /* a reference is longer than its sense */
    size_t at = 0;

    if (!out)
        return text;
    while (at < attribute.size) {
        size_t plain = place_from(attribute, at, "&") - at;

        memcpy(out + text.size, attribute.bytes + at, plain);
        text.size += plain;
        at += plain;
        if (at < attribute.size)
            text.size += decode(attribute, &at, out + text.size);
    }
    text.bytes = out;
    return text;
}

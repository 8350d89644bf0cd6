/* SPDX-License-Identifier: MIT */
/* HTML made text: a tag and an entity take more room than what is put in their place. */
#include "html.h"

#include <stdbool.h>
#include <string.h>

#include "../hf_listing/text.h"
#include "entity.h"
#include "tag.h"

struct html {
    struct lap_str rest; /* what is not read yet */
    char *end;           /* behind the text so far, never behind the rest's beginning */
};

static void skip(struct html *html, size_t size)
{
    html->rest.bytes += size;
    html->rest.size -= size;
}

static void put(struct html *html, char c)
{
    *html->end++ = c;
}

/* A sign as it stands; only a tag ends a line. */
static void copy(struct html *html)
{
    char c = *html->rest.bytes;

    skip(html, 1);
    put(html, c == '\n' ? ' ' : c);
}

/* Whether a tag begins here that ends the element of this name. */
static bool ends(struct lap_str text, struct lap_str name)
{
    if (text.size < name.size + 2 || text.bytes[1] != '/')
        return false;
    for (size_t i = 0; i < name.size; i++)
        if ((text.bytes[i + 2] | 0x20) != (name.bytes[i] | 0x20))
            return false;
    return true;
}

/* Passes over what is hidden in the element of this name, up to the tag that ends it. */
static void skip_hidden(struct html *html, struct lap_str name)
{
    const char *next;

    while ((next = memchr(html->rest.bytes, '<', html->rest.size))) {
        skip(html, (size_t)(next - html->rest.bytes));
        if (ends(html->rest, name))
            return;
        skip(html, 1);
    }
    skip(html, html->rest.size);
}

static void take_tag(struct html *html)
{
    struct tag tag = tag_at(html->rest);

    if (tag.kind == HTML_NONE) {
        copy(html);
        return;
    }
    skip(html, tag.size);
    if (tag.kind == HTML_BLOCK)
        put(html, '\n');
    if (tag.kind == HTML_HIDDEN && !tag.is_end)
        skip_hidden(html, tag.name);
}

static void take_comment(struct html *html)
{
    const char *end;

    skip(html, 4);
    while ((end = memchr(html->rest.bytes, '>', html->rest.size))) {
        skip(html, (size_t)(end - html->rest.bytes) + 1);
        if (end[-1] == '-' && end[-2] == '-')
            return;
    }
    skip(html, html->rest.size);
}

static void take_entity(struct html *html)
{
    char text[ENTITY_TEXT_SIZE];
    size_t size = entity_size(html->rest);
    size_t text_size = size ? entity_text((struct lap_str){html->rest.bytes, size}, text) : 0;

    if (text_size == 0) {
        copy(html);
        return;
    }
    skip(html, size);
    memcpy(html->end, text, text_size);
    html->end += text_size;
}

size_t html_to_text(char *bytes, size_t size)
{
    struct html html = {{bytes, size}, bytes};

    while (html.rest.size)
        if (starts_with(html.rest, "<!--"))
            take_comment(&html);
        else if (*html.rest.bytes == '<')
            take_tag(&html);
        else if (*html.rest.bytes == '&')
            take_entity(&html);
        else
            copy(&html);
    return (size_t)(html.end - bytes);
}

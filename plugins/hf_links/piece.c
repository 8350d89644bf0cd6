/* SPDX-License-Identifier: MIT */
/* Cutting a page from its beginning, each byte once, or twice where a link is never closed. */
#include "piece.h"

#include <string.h>

#include "../hf_listing/text.h"
#include "address.h"
#include "link.h"

/* Takes the first bytes off, and counts their lines. */
static void pass(struct page *page, size_t size)
{
    const char *end = page->rest.bytes + size;
    const char *at = page->rest.bytes;

    while ((at = memchr(at, '\n', (size_t)(end - at)))) {
        page->line++;
        at++;
    }
    page->rest = without_first(page->rest, size);
}

static void pass_blank(struct page *page)
{
    size_t size = 0;

    while (size < page->rest.size && is_space(page->rest.bytes[size]))
        size++;
    pass(page, size);
}

/* How much of a line stands before the link to comments that ends it; SIZE_MAX where none does. */
static size_t comments_at(struct lap_str line)
{
    struct lap_str rest = trimmed(line);
    struct link link;
    size_t at = rest.size;

    if (!ends_with(rest, "#community)"))
        return SIZE_MAX;
    while (at > 0 && rest.bytes[at - 1] != '[')
        at--;
    if (at < 2 || memchr("!\\", rest.bytes[at - 2], 2))
        return SIZE_MAX;
    at = (size_t)(rest.bytes - line.bytes) + at - 1;
    if (!find_link(without_first(line, at), &link))
        return SIZE_MAX;
    return target_of(link.address).goal == TO_COMMENTS ? at : SIZE_MAX;
}

/* How much of text, which begins with no blank line, is one paragraph: up to a blank line, a
 * heading that is a link, or a link to comments. */
static size_t paragraph_size(struct lap_str text)
{
    struct lap_str rest = text;

    while (rest.size) {
        const char *start = rest.bytes;
        struct lap_str line = {start, 0};
        size_t comments;

        if (start != text.bytes && is_heading_of_link(rest))
            break;
        if (take_line(&rest).size == 0)
            return (size_t)(start - text.bytes);
        line.size = (size_t)(rest.bytes - start);
        comments = comments_at(line);
        if (comments != SIZE_MAX)
            return (size_t)(start - text.bytes) + comments;
    }
    return text.size - rest.size;
}

/* Whether an address stands alone in the line that page begins with; takes it as piece's where it
 * does. */
static bool take_address(struct page *page, struct piece *piece)
{
    if (!is_address_line(page->rest))
        return false;
    piece->kind = FLAT_LINK;
    piece->address = (struct lap_str){page->rest.bytes, address_size(page->rest)};
    pass(page, piece->address.size);
    return true;
}

bool next_piece(struct page *page, struct piece *piece)
{
    struct link link;
    size_t size;

    pass_blank(page);
    if (page->rest.size == 0)
        return false;
    *piece = (struct piece){.words = {page->rest.bytes, 0}, .line = page->line};
    if (take_address(page, piece))
        return true;
    if (find_link(page->rest, &link)) {
        piece->kind = MARKDOWN_LINK;
        piece->is_heading = link.is_heading;
        piece->words = link.words;
        piece->address = link.address;
        pass(page, link.size);
        return true;
    }
    size = paragraph_size(page->rest);
    piece->words.size = size;
    piece->words = trimmed(piece->words);
    pass(page, size);
    pass_blank(page);
    take_address(page, piece);
    return true;
}

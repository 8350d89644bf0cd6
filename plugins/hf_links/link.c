/* SPDX-License-Identifier: MIT */
/* Finding the end of a link. Its words may have brackets that nobody escaped and that do not match:
 * so an address of the site at the end of a paragraph ends it, however many are open. */
#include "link.h"

#include <string.h>

#include "../hf_listing/text.h"
#include "address.h"

/* The address in the brackets `(ADDRESS)` that text begins with; absent where it does not. */
static struct lap_str address_in_brackets(struct lap_str text)
{
    static const struct lap_str absent = {NULL, 0};
    struct lap_str address;

    if (!starts_with(text, "("))
        return absent;
    address = without_first(text, 1);
    address.size = address_size(address);
    return address.size + 1 < text.size && text.bytes[address.size + 1] == ')' ? address : absent;
}

size_t image_size(struct lap_str text)
{
    struct lap_str rest;
    struct lap_str address;

    if (!starts_with(text, "!["))
        return 0;
    rest = without_first(text, 2);
    while (rest.size && !memchr("[]\n", rest.bytes[0], 3))
        rest = without_first(rest, 1);
    if (!starts_with(rest, "]"))
        return 0;
    address = address_in_brackets(without_first(rest, 1));
    return address.bytes ? (size_t)(address.bytes + address.size + 1 - text.bytes) : 0;
}

/* The text behind the spaces and tabs that it begins with. */
static struct lap_str without_indent(struct lap_str text)
{
    while (text.size && (text.bytes[0] == ' ' || text.bytes[0] == '\t'))
        text = without_first(text, 1);
    return text;
}

/* The text behind the signs of a heading and the spaces after them; count says how many signs. */
static struct lap_str without_heading(struct lap_str text, size_t *count)
{
    struct lap_str rest = without_indent(text);

    *count = 0;
    while (*count < rest.size && rest.bytes[*count] == '#')
        ++*count;
    return without_indent(without_first(rest, *count));
}

bool is_heading_of_link(struct lap_str text)
{
    size_t signs;
    struct lap_str rest = without_heading(text, &signs);

    return signs > 0 && starts_with(rest, "[");
}

/* Takes the rest of a line off text where nothing stands in it. */
static bool take_blank(struct lap_str *text)
{
    struct lap_str rest = without_indent(*text);

    if (starts_with(rest, "\r"))
        rest = without_first(rest, 1);
    if (rest.size && rest.bytes[0] != '\n')
        return false;
    *text = without_first(rest, rest.size > 0);
    return true;
}

bool is_address_line(struct lap_str text)
{
    struct lap_str rest = without_indent(text);
    size_t size = is_on_site(rest) ? address_size(rest) : 0;

    if (size == 0)
        return false;
    rest = without_first(rest, size);
    return take_blank(&rest);
}

/* Whether another part of the page begins with text, a line's beginning below a blank line or not:
 * a link that is still open there is never closed. */
static bool is_other_part(struct lap_str text, bool is_below_blank)
{
    struct lap_str rest = without_indent(text);

    if (is_heading_of_link(text))
        return true;
    return is_below_blank && (starts_with(rest, "[") || is_address_line(rest));
}

/* A walk over a link's words. */
struct walk {
    struct lap_str rest;
    size_t depth;       /* how many brackets are open, the link's own among them */
    bool is_blank_line; /* nothing stood in the line so far */
    bool is_broken;     /* another link stands at the end of a line, which this one cannot hold */
};

/* Passes over a bracket that closes; gives the link's address where it is the link's own. */
static struct lap_str close_bracket(struct walk *walk)
{
    static const struct lap_str absent = {NULL, 0};
    struct lap_str behind = without_first(walk->rest, 1);
    struct lap_str address = address_in_brackets(behind);

    walk->rest = behind;
    if (address.bytes) {
        walk->rest = behind = without_first(behind, address.size + 2);
        if (walk->depth == 1)
            return address;
        if (is_on_site(address) && take_blank(&behind)) {
            walk->is_broken = target_of(address).goal == TO_COMMENTS;
            if (!walk->is_broken && take_blank(&behind))
                return address;
        }
    }
    walk->depth -= walk->depth > 1;
    return absent;
}

/* Passes over a line's end; false where the words cannot go on behind it. */
static bool pass_line_end(struct walk *walk)
{
    bool is_below_blank = walk->is_blank_line;

    walk->rest = without_first(walk->rest, 1);
    walk->is_blank_line = true;
    return !is_other_part(walk->rest, is_below_blank);
}

/* How many bytes of the words stand together: an image, a sign and the backslash before it, or one
 * byte. */
static size_t step_size(struct lap_str text)
{
    size_t image = image_size(text);

    if (image)
        return image;
    return text.bytes[0] == '\\' && text.size > 1 && !memchr("\r\n", text.bytes[1], 2) ? 2 : 1;
}

/* The address behind the words that text begins with; absent where they have no end. */
static struct lap_str address_behind(struct lap_str text)
{
    struct walk walk = {text, 1, false, false};
    struct lap_str address = {NULL, 0};

    while (walk.rest.size && !address.bytes && !walk.is_broken) {
        char sign = walk.rest.bytes[0];

        if (sign == '\n') {
            if (!pass_line_end(&walk))
                return address;
            continue;
        }
        walk.is_blank_line = walk.is_blank_line && is_space(sign);
        if (sign == ']') {
            address = close_bracket(&walk);
        } else {
            walk.depth += sign == '[';
            walk.rest = without_first(walk.rest, step_size(walk.rest));
        }
    }
    return address;
}

bool find_link(struct lap_str text, struct link *link)
{
    enum { TITLE_SIGNS = 3 };
    size_t signs;
    struct lap_str words = without_heading(text, &signs);
    struct lap_str address;

    if (!starts_with(words, "["))
        return false;
    words = without_first(words, 1);
    address = address_behind(words);
    if (!address.bytes)
        return false;
    words.size = (size_t)(address.bytes - words.bytes) - strlen("](");
    *link = (struct link){.words = words,
                          .address = address,
                          .is_heading = signs == TITLE_SIGNS,
                          .size = (size_t)(address.bytes + address.size + 1 - text.bytes)};
    return true;
}

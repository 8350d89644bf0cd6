/* SPDX-License-Identifier: MIT */
/* Identifiers of arXiv, as 2105.00017 and hep-th/9901001, in addresses. */
#include "identifier.h"

#include "../hf_listing/text.h"

/* Passes over start, in upper or lower case; false where text does not begin with it. */
static bool pass(struct lap_str *text, const char *start)
{
    size_t size = 0;

    for (; start[size]; size++) {
        char c = size < text->size ? text->bytes[size] : '\0';

        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != start[size])
            return false;
    }
    *text = without_first(*text, size);
    return true;
}

/* Passes over an address up to the name of the paper; false where it names none. */
static bool pass_place(struct lap_str *address)
{
    static const char *const arxiv[] = {"abs/", "pdf/", "html/"};

    if (!pass(address, "https://") && !pass(address, "http://"))
        return false;
    if (pass(address, "huggingface.co/papers/"))
        return true;
    if (!pass(address, "www."))
        pass(address, "export.");
    if (!pass(address, "arxiv.org/"))
        return false;
    for (size_t i = 0; i < sizeof arxiv / sizeof *arxiv; i++)
        if (pass(address, arxiv[i]))
            return true;
    return false;
}

size_t arxiv_number_size(struct lap_str text)
{
    enum { BEFORE_POINT = 4, LEAST_BEHIND = 4, MOST_BEHIND = 5 };
    size_t size = digit_count(text);
    size_t more;

    if (size != BEFORE_POINT || text.size == size || text.bytes[size] != '.')
        return 0;
    more = digit_count(without_first(text, size + 1));
    return more >= LEAST_BEHIND && more <= MOST_BEHIND ? size + 1 + more : 0;
}

/* The size of one as they were before: a field, perhaps with a part of it, and a number. */
static size_t old_size(struct lap_str text)
{
    enum { DIGITS = 7 };
    size_t size = 0;

    while (size < text.size &&
           (is_letter(text.bytes[size]) || text.bytes[size] == '-' || text.bytes[size] == '.'))
        size++;
    if (size == 0 || size == text.size || text.bytes[size] != '/' ||
        digit_count(without_first(text, size + 1)) != DIGITS)
        return 0;
    return size + 1 + DIGITS;
}

/* Whether nothing more of the name stands here: a version and an ending may. */
static bool is_end(struct lap_str rest)
{
    if (rest.size && rest.bytes[0] == 'v')
        rest = without_first(rest, 1 + digit_count(without_first(rest, 1)));
    pass(&rest, ".pdf");
    return rest.size == 0 || rest.bytes[0] == '?' || rest.bytes[0] == '#' || rest.bytes[0] == '/';
}

struct lap_str arxiv_identifier(struct lap_str address)
{
    size_t size;

    if (!pass_place(&address))
        return (struct lap_str){NULL, 0};
    size = arxiv_number_size(address);
    if (size == 0)
        size = old_size(address);
    if (size == 0 || !is_end(without_first(address, size)))
        return (struct lap_str){NULL, 0};
    return (struct lap_str){address.bytes, size};
}

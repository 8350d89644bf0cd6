/* SPDX-License-Identifier: MIT */
/* Taking addresses apart from their beginning: the site, the page, the paper's identifier. */
#include "address.h"

#include <string.h>

#include "../feed/identifier.h"
#include "../hf_listing/text.h"

static const char site[] = "https://huggingface.co/";

size_t address_size(struct lap_str text)
{
    size_t size = 0;

    while (size < text.size && !is_space(text.bytes[size]) &&
           !memchr("()[]<>", text.bytes[size], 6))
        size++;
    return size;
}

bool is_on_site(struct lap_str text)
{
    return starts_with(text, site);
}

/* Whether all of text is one part of a path. */
static bool is_name(struct lap_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (memchr("/?#%&=", text.bytes[i], 6))
            return false;
    return text.size > 0;
}

/* What the address leads to whose identifier stands at its byte at, if there is one. */
static struct target target_at(struct lap_str address, size_t at, enum goal goal)
{
    struct lap_str rest = without_first(address, at);
    size_t size = arxiv_number_size(rest);
    struct target target = {goal, {rest.bytes, size}, {NULL, 0}};

    rest = without_first(rest, size);
    if (goal == TO_PAPER) {
        target.url = (struct lap_str){address.bytes, at + size};
        if (rest.size == strlen("#community") && starts_with(rest, "#community")) {
            target.goal = TO_COMMENTS;
            rest.size = 0;
        }
    }
    return size && rest.size == 0 ? target : (struct target){TO_ELSEWHERE, {NULL, 0}, {NULL, 0}};
}

struct target target_of(struct lap_str address)
{
    static const char papers[] = "https://huggingface.co/papers/";
    static const char votes[] = "https://huggingface.co/login?next=%2Fpapers%2F";
    struct target target = {TO_ELSEWHERE, {NULL, 0}, {NULL, 0}};

    if (starts_with(address, papers))
        return target_at(address, strlen(papers), TO_PAPER);
    if (starts_with(address, votes))
        return target_at(address, strlen(votes), TO_VOTES);
    if (starts_with(address, site) && is_name(without_first(address, strlen(site))))
        target.goal = TO_NAME;
    return target;
}

bool is_same_paper(struct lap_str id, struct lap_str other)
{
    return id.bytes && other.bytes && id.size == other.size &&
           memcmp(id.bytes, other.bytes, id.size) == 0;
}

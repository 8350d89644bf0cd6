/* SPDX-License-Identifier: MIT */
/* The pieces of a page: its links in either layout, and the paragraphs between them. */
#ifndef HF_LINKS_PIECE_H
#define HF_LINKS_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

enum piece_kind {
    TEXT_PIECE,    /* a paragraph, or what stands of it before a link */
    MARKDOWN_LINK, /* [WORDS](ADDRESS) */
    FLAT_LINK      /* a paragraph that is an address, and the one above it, which are its words */
};

struct piece {
    enum piece_kind kind;
    bool is_heading;        /* of a link in Markdown: under ### */
    struct lap_str words;   /* as they stand; may be empty, and then stand where they would */
    struct lap_str address; /* of a link */
    size_t line;            /* on which the piece begins, from 0 */
};

/* What is left of a page. */
struct page {
    struct lap_str rest;
    size_t line;
};

/* Takes the next piece off page; false where there is none. */
bool next_piece(struct page *page, struct piece *piece);

#endif

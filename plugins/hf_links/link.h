/* SPDX-License-Identifier: MIT */
/* A link as Markdown has it, `[WORDS](ADDRESS)`, which begins a line and may go on over others. */
#ifndef HF_LINKS_LINK_H
#define HF_LINKS_LINK_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

struct link {
    struct lap_str words; /* as they stand */
    struct lap_str address;
    bool is_heading; /* the line begins with ### */
    size_t size;     /* from the beginning of the line */
};

/* The size of the image `![WORDS](ADDRESS)` that text begins with; else 0. */
size_t image_size(struct lap_str text);

/* Whether text, a line's beginning, is that of a heading whose words are a link. */
bool is_heading_of_link(struct lap_str text);

/* Whether the first line of text is nothing but an address of the site. */
bool is_address_line(struct lap_str text);

/* Whether a link stands at the beginning of text; fills link where it does. The time is that of the
 * way to the link's end, or to where another part of the page begins. */
bool find_link(struct lap_str text, struct link *link);

#endif

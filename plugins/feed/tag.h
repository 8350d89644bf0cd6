/* SPDX-License-Identifier: MIT */
/* Tags of HTML. A paper's text may have a `<` of its own, and `<think>` is no tag: so one is only
 * what names an element of HTML and is written as tags are. */
#ifndef FEED_TAG_H
#define FEED_TAG_H

#include <stdbool.h>

#include "html.h"

struct tag {
    struct lap_str name;
    enum html_kind kind; /* HTML_NONE where it is no tag */
    bool is_end;
    size_t size; /* 0 there */
};

/* The tag that text begins with, of which the first sign is `<`. */
struct tag tag_at(struct lap_str text);

#endif

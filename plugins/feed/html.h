/* SPDX-License-Identifier: MIT */
/* HTML as it stands in descriptions of papers: made text. */
#ifndef FEED_HTML_H
#define FEED_HTML_H

#include <lapidary/plugin.h>

enum html_kind {
    HTML_NONE,   /* no element of HTML */
    HTML_INLINE, /* it stands in a line of text */
    HTML_BLOCK,  /* text is another paragraph before, in and behind it */
    HTML_HIDDEN  /* what stands in it is no text */
};

/* Upper and lower case of the name are alike. */
enum html_kind html_kind_of(struct lap_str name);

/* Makes the text of HTML in its own place, with a line for each paragraph, and gives its size. */
size_t html_to_text(char *bytes, size_t size);

#endif

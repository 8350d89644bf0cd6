/* SPDX-License-Identifier: MIT */
/* XML: what expat finds in a feed. Its memory is its own and is given back before these return. */
#ifndef FEED_PARSE_H
#define FEED_PARSE_H

#include <stdbool.h>

#include "tape.h"

/* How parsing ended. */
struct ending {
    bool has_memory;
    const char *broken;  /* why the XML is; NULL where it is whole */
    const char *refused; /* why no more of it is read; NULL where nothing but that ends it */
    size_t line;         /* there, from 0 */
    size_t column;       /* in bytes, from 1 */
};

/* Puts the parts of all items on the tape that are whole. */
struct ending parse_feed(struct lap_str xml, struct tape *tape);

#endif

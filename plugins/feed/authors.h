/* SPDX-License-Identifier: MIT */
/* Names of authors in one text. */
#ifndef FEED_AUTHORS_H
#define FEED_AUTHORS_H

#include <lapidary/plugin.h>

/* How many names text has, parted by semicolons, or where it has none by commas and `and`. What
 * stands in parentheses is none. */
size_t author_count(struct lap_str text);

#endif

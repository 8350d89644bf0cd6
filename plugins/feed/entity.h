/* SPDX-License-Identifier: MIT */
/* The entities of HTML, `&eacute;`, `&#233;` and `&#xE9;`. */
#ifndef FEED_ENTITY_H
#define FEED_ENTITY_H

#include <stdbool.h>

#include <lapidary/plugin.h>

/* The longest that is read: zeros before a number may be many. */
enum { ENTITY_SIZE = 32, ENTITY_TEXT_SIZE = 4 };

/* The size of what may be an entity at the beginning of text, which is `&`; 0 where none is. */
size_t entity_size(struct lap_str text);

/* Writes the character that an entity stands for, which takes less room, and gives its size; 0
 * where it stands for none. */
size_t entity_text(struct lap_str entity, char *out);

#endif

/* SPDX-License-Identifier: MIT */
/* Memory that is asked for piece by piece and given back all at once. */
#ifndef LAPIDARY_TEXT_ARENA_H
#define LAPIDARY_TEXT_ARENA_H

#include "text/str.h"

struct arena_block;

/* Zeroed, it is empty and ready. */
struct arena {
    struct arena_block *blocks;
    size_t used; /* of the first block */
};

/* Zeroed memory, aligned for any type, valid until the arena is cleared or released. Never NULL. */
void *arena_take(struct arena *arena, size_t size);

/* A list with room for one more item of size bytes behind its count items, zeroed: the list itself,
 * or a copy of it. items is NULL, or what this gave before for one item fewer. */
void *arena_grown(struct arena *arena, void *items, size_t count, size_t size);

/* A copy of text that is ended by NUL; an absent text gives NULL. */
char *arena_copy(struct arena *arena, struct lap_str text);
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Makes all memory of other the arena's; other is empty then. */
void arena_join(struct arena *arena, struct arena *other);

/* Takes everything back, keeping one block for the next time. */
void arena_clear(struct arena *arena);
void arena_release(struct arena *arena);

#endif

/* SPDX-License-Identifier: MIT */
/* Memory that is asked for piece by piece and given back all at once. */
#include "text/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/memory.h"

enum { BLOCK_SIZE = 16384, ALIGNMENT = _Alignof(max_align_t) };

struct arena_block {
    struct arena_block *next;
    size_t room;
    max_align_t bytes[];
};

static void add_block(struct arena *arena, size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct arena_block *block = memory_take(1, sizeof *block + room);

    block->room = room;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t size)
{
    void *piece;

    if (size > PTRDIFF_MAX)
        size = PTRDIFF_MAX; /* there is not so much either, and the sums below do not run over */
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!arena->blocks || arena->blocks->room - arena->used < size)
        add_block(arena, size);
    piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += size;
    return piece;
}

char *arena_copy(struct arena *arena, struct lap_str text)
{
    char *copy;

    if (!text.bytes)
        return NULL;
    copy = arena_take(arena, text.size + 1);
    memcpy(copy, text.bytes, text.size);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list list;
    va_list again;
    size_t size;
    char *text;

    va_start(list, format);
    va_copy(again, list);
    size = (size_t)vsnprintf(NULL, 0, format, list) + 1;
    text = arena_take(arena, size);
    vsnprintf(text, size, format, again);
    va_end(again);
    va_end(list);
    return text;
}

void arena_clear(struct arena *arena)
{
    while (arena->blocks && arena->blocks->next) {
        struct arena_block *next = arena->blocks->next;

        free(arena->blocks);
        arena->blocks = next;
        arena->used = next->room;
    }
    if (arena->blocks)
        memset(arena->blocks->bytes, 0, arena->used);
    arena->used = 0;
}

void arena_release(struct arena *arena)
{
    arena_clear(arena);
    free(arena->blocks);
    *arena = (struct arena){0};
}

/* SPDX-License-Identifier: MIT */
/* Memory that is asked for piece by piece and given back all at once. */
#include "text/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "process/memory.h"

/* Blocks double in size from the smallest to the largest, so that one soon holds all that a record
 * asks for; larger pieces get a block of their own. */
enum { SMALLEST = 4096, LARGEST = 1 << 20, ALIGNMENT = _Alignof(max_align_t) };

struct arena_block {
    struct arena_block *next;
    size_t room;
    max_align_t bytes[];
};

static void add_block(struct arena *arena, size_t size)
{
    size_t room = arena->blocks ? 2 * arena->blocks->room : SMALLEST;
    struct arena_block *block;

    if (room > LARGEST)
        room = LARGEST;
    if (room < size)
        room = size;
    block = memory_grow(NULL, 1, sizeof *block + room);
    block->room = room;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t size)
{
    void *piece;

    if (size > SIZE_MAX / 2) /* nobody has that much; rounded up it might be nothing */
        memory_grow(NULL, 2, size);
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!arena->blocks || arena->blocks->room - arena->used < size)
        add_block(arena, size);
    piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += size;
    return memset(piece, 0, size);
}

/* A list has room for the next power of two, so that all copies together are no larger than it. */
void *arena_grown(struct arena *arena, void *items, size_t count, size_t size)
{
    void *copy;

    if ((count & (count - 1)) != 0)
        return items;
    copy = arena_take(arena, (count ? 2 * count : 1) * size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
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

void arena_join(struct arena *arena, struct arena *other)
{
    struct arena_block *last = other->blocks;

    if (!arena->blocks) {
        *arena = *other;
    } else if (last) {
        while (last->next)
            last = last->next;
        last->next = arena->blocks->next;
        arena->blocks->next = other->blocks;
    }
    *other = (struct arena){0};
}

static void release_all_but(struct arena *arena, struct arena_block *kept)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;

        if (arena->blocks != kept)
            free(arena->blocks);
        arena->blocks = next;
    }
    arena->blocks = kept;
    if (kept)
        kept->next = NULL;
    arena->used = 0;
}

void arena_clear(struct arena *arena)
{
    struct arena_block *newest = arena->blocks;
    bool is_kept = newest && newest->room <= LARGEST;

    release_all_but(arena, is_kept ? newest : NULL);
}

void arena_release(struct arena *arena)
{
    release_all_but(arena, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The parts of items: before each a head that says which it is and how long. */
#include "tape.h"

#include <string.h>

/* A head: the part, a bit for HTML, and a number, which is the size or an item's line. */
enum { HEAD_SIZE = sizeof(uint64_t), HTML_BIT = 0x80, NUMBER_SHIFT = 8 };

static void put_head(struct tape *tape, size_t at, unsigned part, size_t number)
{
    uint64_t head = (uint64_t)number << NUMBER_SHIFT | part;

    memcpy(tape->bytes + at, &head, HEAD_SIZE);
}

static bool has_room(struct tape *tape, size_t size)
{
    tape->is_full |= tape->room - tape->end < size;
    return !tape->is_full;
}

/* A byte of Latin-1 above ASCII becomes two, and all else what it is. A head takes one byte more
 * than the shortest thing that has one, `<item/>`. What is in UTF-16 may need more than that; the
 * program itself refuses what says so. */
bool tape_make(struct tape *tape, const struct lap_host *host, struct lap_call *call,
               struct lap_str xml)
{
    size_t high = 0;

    for (size_t i = 0; i < xml.size; i++)
        high += (unsigned char)xml.bytes[i] >> 7;
    *tape = (struct tape){.room = xml.size + xml.size / 7 + high + HEAD_SIZE};
    tape->bytes = host->alloc(call, tape->room);
    return tape->bytes != NULL;
}

void tape_add_item(struct tape *tape, size_t line)
{
    if (!has_room(tape, HEAD_SIZE))
        return;
    put_head(tape, tape->end, ITEM, line);
    tape->end += HEAD_SIZE;
}

void tape_begin(struct tape *tape, enum part part, bool is_html)
{
    tape->open = tape->end;
    tape->open_part = (unsigned)part | (is_html ? HTML_BIT : 0);
    if (!has_room(tape, HEAD_SIZE))
        return;
    tape->end += HEAD_SIZE;
}

void tape_add(struct tape *tape, const char *bytes, size_t size)
{
    if (!has_room(tape, size))
        return;
    memcpy(tape->bytes + tape->end, bytes, size);
    tape->end += size;
}

/* Nothing of `<id/>` is kept, which has not the room of a head. */
void tape_end(struct tape *tape)
{
    size_t size = tape->end - tape->open;

    if (tape->is_full)
        return;
    if (size == HEAD_SIZE && tape->open_part != PERSON)
        tape->end = tape->open;
    else
        put_head(tape, tape->open, tape->open_part, size - HEAD_SIZE);
}

bool tape_next(const struct tape *tape, size_t *at, struct piece *piece)
{
    uint64_t head;
    size_t number;

    if (*at == tape->end)
        return false;
    memcpy(&head, tape->bytes + *at, HEAD_SIZE);
    *at += HEAD_SIZE;
    number = (size_t)(head >> NUMBER_SHIFT);
    *piece = (struct piece){
        .part = (enum part)(head & (HTML_BIT - 1)), .is_html = head & HTML_BIT, .number = number};
    if (piece->part == ITEM)
        return true;
    piece->bytes = tape->bytes + *at;
    piece->size = number;
    *at += number;
    return true;
}

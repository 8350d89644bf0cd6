/* SPDX-License-Identifier: MIT */
/* Bytes that grow at their end. */
#include "text/buffer.h"

#include <stdio.h>
#include <stdlib.h>

#include "process/memory.h"

char *buffer_room(struct buffer *buffer, size_t more)
{
    if (buffer->room - buffer->size < more) {
        size_t room = buffer->room ? buffer->room * 2 : 256;

        while (room - buffer->size < more)
            room *= 2;
        buffer->bytes = memory_grow(buffer->bytes, room, 1);
        buffer->room = room;
    }
    return buffer->bytes + buffer->size;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    memcpy(buffer_room(buffer, size), bytes, size);
    buffer->size += size;
}

void buffer_add_str(struct buffer *buffer, struct lap_str text)
{
    buffer_add(buffer, text.bytes, text.size);
}

void buffer_add_char(struct buffer *buffer, char c)
{
    *buffer_room(buffer, 1) = c;
    buffer->size++;
}

void buffer_add_joint(struct buffer *buffer, const char *joint)
{
    if (buffer->size > 0)
        buffer_add_str(buffer, str_of(joint));
}

void buffer_add_list(struct buffer *buffer, const char *format, va_list list)
{
    va_list again;
    int size;

    va_copy(again, list);
    size = vsnprintf(NULL, 0, format, list);
    if (size > 0) {
        vsnprintf(buffer_room(buffer, (size_t)size + 1), (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    buffer_add_list(buffer, format, list);
    va_end(list);
}

const char *buffer_text(struct buffer *buffer)
{
    *buffer_room(buffer, 1) = '\0';
    return buffer->bytes;
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

/* SPDX-License-Identifier: MIT */
/* Bytes that grow at their end. */
#ifndef LAPIDARY_TEXT_BUFFER_H
#define LAPIDARY_TEXT_BUFFER_H

#include <stdarg.h>

#include "text/str.h"

/* Zeroed, it is empty and ready. bytes may be NULL while size is 0; they are not ended by NUL but
 * after buffer_text(). */
struct buffer {
    char *bytes;
    size_t size;
    size_t room;
};

/* Makes room for more bytes behind the end and gives the place where they belong; the caller adds
 * to size what it wrote there. */
char *buffer_room(struct buffer *buffer, size_t more);

void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
void buffer_add_str(struct buffer *buffer, struct lap_str text);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_add_joint(struct buffer *buffer, const char *joint); /* unless it would stand first */
void buffer_add_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_add_list(struct buffer *buffer, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));

/* The bytes as a C string, borrowed until the buffer changes. */
const char *buffer_text(struct buffer *buffer);

/* The bytes as a view, borrowed until the buffer changes. */
static inline struct lap_str buffer_str(const struct buffer *buffer)
{
    struct lap_str str = {buffer->bytes ? buffer->bytes : "", buffer->size};
    return str;
}

/* Frees the bytes; the buffer is empty and ready again. */
void buffer_release(struct buffer *buffer);

#endif

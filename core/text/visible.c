/* SPDX-License-Identifier: MIT */
/* Text from outside on its way to a terminal, or to whoever reads line by line. */
#include "text/visible.h"

#include <stdio.h>

#include "text/utf8.h"

/* Those of ASCII and the C1 set of Unicode, some of which move a terminal's cursor as well. */
static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0);
}

static void add_control(struct buffer *out, unsigned char byte)
{
    if (byte == '\n')
        buffer_add_str(out, str_of("\\n"));
    else if (byte == '\r')
        buffer_add_str(out, str_of("\\r"));
    else if (byte == '\t')
        buffer_add_str(out, str_of("\\t"));
    else
        buffer_add_format(out, "\\x%02x", byte);
}

void visible_add(struct buffer *out, struct lap_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t point = 0;
        size_t size = utf8_decode(text, at, &point);
        size_t end = at + (size ? size : 1);

        if (size && is_control(point))
            for (; at < end; at++)
                add_control(out, (unsigned char)text.bytes[at]);
        else
            buffer_add(out, text.bytes + at, end - at);
        at = end;
    }
}

void visible_print(const char *format, ...)
{
    struct buffer raw = {0};
    struct buffer text = {0};
    struct lap_str line;
    bool is_line = *format && format[strlen(format) - 1] == '\n';
    va_list list;

    va_start(list, format);
    buffer_add_list(&raw, format, list);
    va_end(list);
    line = buffer_str(&raw);
    line.size -= is_line;
    visible_add(&text, line);
    if (is_line)
        buffer_add_char(&text, '\n');
    fwrite(text.bytes, 1, text.size, stdout);
    buffer_release(&text);
    buffer_release(&raw);
}
